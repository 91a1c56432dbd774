import { isUtf8 } from 'node:buffer'

/** @returns bytes as text; empty where there are none, or they are no text */
export const textOf = (bytes: Buffer | undefined): string => (bytes && isUtf8(bytes) ? bytes.toString() : '')
