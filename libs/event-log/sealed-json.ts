import { Sealed, type Ciphertext, type KeyOwner, type Uuid } from '#kernel'
import type { Json } from './port'

/** How a sealed value stands in stored data: owner (subject, or record with the people it is about), key, nonce, text. */
interface SealedNode {
  readonly $sealed: {
    readonly o: { readonly s: Uuid } | { readonly r: Uuid; readonly about: readonly Uuid[] }
    readonly k: Uuid
    readonly n: string
    readonly c: string
  }
}

/**
 * Writes a ciphertext in the form the log stores. Event id, path and version are not written: they are those of the event
 * and of the place where the node stands, so a node that was moved cannot be opened.
 */
export function sealedToJson(
  owner: KeyOwner,
  cipher: Pick<Ciphertext, 'keyId' | 'nonce' | 'text'>,
): { readonly $sealed: { readonly [key: string]: Json } } {
  const o: { readonly [key: string]: Json } = owner.kind === 'subject' ? { s: owner.id } : { r: owner.id, about: owner.about }
  return { $sealed: { o, k: cipher.keyId, n: cipher.nonce, c: cipher.text } }
}

/** The event a value stands in, as it was written. */
interface Home {
  readonly eventId: Uuid
  readonly version: number
}

/**
 * Turns every sealed node of parsed JSON into a `Sealed` value, in place.
 * @param path dotted path of `value` within data: `name`, `profile.x`, `list.0`
 */
export function hydrate(value: unknown, home: Home, path = ''): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (isSealedNode(value)) {
    const { o, k, n, c } = value.$sealed
    const owner: KeyOwner = 's' in o ? { kind: 'subject', id: o.s } : { kind: 'record', id: o.r, about: o.about }
    return Sealed.cipher(owner, { keyId: k, nonce: n, text: c, eventId: home.eventId, path, version: home.version })
  }
  const node = value as Record<string, unknown>
  for (const key of Object.keys(node)) {
    const child = node[key]
    if (typeof child === 'object' && child !== null) node[key] = hydrate(child, home, path === '' ? key : `${path}.${key}`)
  }
  return value
}

function isSealedNode(value: object): value is SealedNode {
  if (!('$sealed' in value) || Object.keys(value).length !== 1) return false
  const inner = value.$sealed
  if (typeof inner !== 'object' || inner === null || !('o' in inner && 'k' in inner && 'n' in inner && 'c' in inner)) return false
  const { o, k, n, c } = inner
  if (typeof k !== 'string' || typeof n !== 'string' || typeof c !== 'string' || typeof o !== 'object' || o === null) return false
  return ('s' in o && typeof o.s === 'string') || ('r' in o && typeof o.r === 'string' && 'about' in o && Array.isArray(o.about))
}
