import { createHash, randomBytes } from 'node:crypto'

const SECRET_BYTES = 32

/** @returns 256 random bits, safe in a URL or a cookie. */
export const newSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url')

/** What is stored of a secret: enough to find it, not enough to use it. A random 256-bit secret needs no salt. */
export const digestOf = (secret: string): Buffer => createHash('sha256').update(secret, 'utf8').digest()
