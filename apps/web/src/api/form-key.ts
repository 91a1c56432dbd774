import { useCallback, useRef } from 'react'

/** A random UUID; also on an office network without TLS, where `crypto.randomUUID` is missing. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

export interface FormKey {
  /** What every sending of this form carries: `Idempotency-Key`, and `If-Match` where a revision is given. */
  headers: (etag?: string | null) => { 'Idempotency-Key': string; 'If-Match'?: string }
  /** After it went through: the next sending is another act. */
  renew: () => void
}

/** One key for one filled form, kept across every retry, so that a double click or a lost answer writes once. */
export function useFormKey(): FormKey {
  const key = useRef<string>(undefined)
  const headers = useCallback((etag?: string | null) => {
    key.current ??= randomId()
    return { 'Idempotency-Key': key.current, ...(etag === undefined || etag === null ? {} : { 'If-Match': etag }) }
  }, [])
  const renew = useCallback(() => {
    key.current = undefined
  }, [])
  return { headers, renew }
}
