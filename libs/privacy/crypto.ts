import { createCipheriv, createDecipheriv, createHmac, hkdfSync, type CipherKey } from 'node:crypto'
import type { Uuid } from '#kernel'

/** Length of every key, in bytes (AES-256, HMAC-SHA-256). */
export const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** What a ciphertext is bound to: it opens nowhere else. */
export interface Binding {
  readonly eventId: Uuid
  /** Subject or record id */
  readonly ownerId: Uuid
  /** Path of the field inside the event's data */
  readonly path: string
  /** Schema version of the event as it was written, whatever an upcaster makes of it later */
  readonly version: number
  readonly keyId: Uuid
}

/** Nonce and ciphertext with its tag, both base64. */
export interface SealedText {
  readonly nonce: string
  readonly text: string
}

/** Joins fields so that no two different lists give the same bytes: each is preceded by its length in UTF-16 units. */
export function frame(...fields: readonly (string | number)[]): Buffer {
  let framed = ''
  for (const field of fields) {
    const text = typeof field === 'string' ? field : String(field)
    framed += `${text.length}:${text}`
  }
  return Buffer.from(framed, 'utf8')
}

const additionalData = (binding: Binding): Buffer => frame(binding.eventId, binding.ownerId, binding.path, binding.version, binding.keyId)

/** The key that makes nonces, derived from an owner's key: never used to encrypt. */
export const nonceKeyOf = (ownerKey: Buffer): Buffer => Buffer.from(hkdfSync('sha256', ownerKey, Buffer.alloc(0), 'teduh/seal-nonce/v1', KEY_BYTES))

/**
 * Seals one text for its place. The nonce is the first 12 bytes of HMAC-SHA-256(nonce key; event id, path, plaintext): the same
 * fact sealed twice gives the same bytes, and two texts share a nonce only where they are the same text at the same place.
 * @param ownerKey 32 bytes
 */
export function sealText(ownerKey: Buffer, nonceKey: Buffer, binding: Binding, plaintext: string): SealedText {
  const mac = createHmac('sha256', nonceKey)
    .update(frame(binding.eventId, binding.path, plaintext))
    .digest()
  const nonce = mac.subarray(0, NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', ownerKey, nonce).setAAD(additionalData(binding))
  const body = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return { nonce: nonce.toString('base64'), text: body.toString('base64') }
}

/** @returns the plaintext, or null where anything it was bound to differs, or a byte was changed. */
export function openText(ownerKey: CipherKey, binding: Binding, sealed: SealedText): string | null {
  return decrypt(ownerKey, Buffer.from(sealed.nonce, 'base64'), additionalData(binding), Buffer.from(sealed.text, 'base64'))?.toString('utf8') ?? null
}

/** @returns nonce, ciphertext and tag in one piece, under a random nonce. For keys and for what no retry must reproduce. */
export function wrap(key: CipherKey, context: Buffer, content: Buffer, randomBytes: (size: number) => Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(context)
  return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()])
}

/** @returns what was wrapped, or null where the key or the context is another one. */
export function unwrap(key: CipherKey, context: Buffer, wrapped: Buffer): Buffer | null {
  return decrypt(key, wrapped.subarray(0, NONCE_BYTES), context, wrapped.subarray(NONCE_BYTES))
}

function decrypt(key: CipherKey, nonce: Buffer, context: Buffer, body: Buffer): Buffer | null {
  if (nonce.length !== NONCE_BYTES || body.length < TAG_BYTES) return null
  const end = body.length - TAG_BYTES
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(context).setAuthTag(body.subarray(end))
    const first = decipher.update(body.subarray(0, end))
    const rest = decipher.final()
    return rest.length === 0 ? first : Buffer.concat([first, rest])
  } catch {
    return null
  }
}
