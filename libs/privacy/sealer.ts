import { sealedToJson, type EventToAppend, type Json } from '#event-log'
import { deriveId, Sealed, type KeyOwner, type Uuid } from '#kernel'
import { canonicalJson } from './canonical-json'
import { nonceKeyOf, sealText } from './crypto'
import { CannotSeal, SealBroken } from './errors'
import type { KeyRequest, Keys, OwnerKey } from './keys'
import type { IdentifiedFact, Sealer } from './port'

/** A key's id, where this event is the first to use it. */
export const keyIdFor = (eventId: Uuid, ownerId: Uuid): Uuid => deriveId(eventId, ownerId)

interface Found {
  readonly owner: KeyOwner
  readonly eventId: Uuid
  readonly path: string
}

/**
 * Finds plain `Sealed` values anywhere in the facts' data and encrypts each for its place.
 * One query gets the keys of all owners; a second, only where one of them is new, makes theirs.
 */
export function createSealer(keys: Pick<Keys, 'obtain'>): Sealer {
  return {
    async seal(facts) {
      const found = facts.flatMap(({ id, fact }) => plainValues(fact.data, id, ''))
      refuseTwoKinds(found)
      const requests = found.map(({ owner, eventId }): KeyRequest => ({ owner, keyId: keyIdFor(eventId, owner.id) }))
      const ring = keyRing(requests.length === 0 ? new Map() : await keys.obtain(requests))
      return facts.map((fact) => sealFact(fact, ring))
    },
  }
}

type KeyRing = (value: Found) => { readonly keyId: Uuid; readonly key: Buffer; readonly nonceKey: Buffer }

/** Unwraps each key once a call, at its first use. */
function keyRing(stored: ReadonlyMap<Uuid, OwnerKey>): KeyRing {
  const ready = new Map<Uuid, ReturnType<KeyRing>>()
  return ({ owner, eventId, path }) => {
    const known = ready.get(owner.id)
    if (known) return known
    const entry = stored.get(owner.id)
    if (entry?.state !== 'live') throw new SealBroken('key-missing', eventId, path)
    const key = entry.unwrap()
    if (!key) throw new SealBroken('key-unreadable', eventId, path)
    const unwrapped = { keyId: entry.keyId, key, nonceKey: nonceKeyOf(key) }
    ready.set(owner.id, unwrapped)
    return unwrapped
  }
}

function sealFact({ id, fact }: IdentifiedFact, ring: KeyRing): EventToAppend {
  const data = sealObject(fact.data, id, fact.version, '', ring)
  const event: EventToAppend = { id, type: fact.type, version: fact.version, data }
  return { ...event, ...(fact.at === undefined ? {} : { at: fact.at }), ...(fact.on === undefined ? {} : { on: fact.on }) }
}

function sealObject(value: object, eventId: Uuid, version: number, path: string, ring: KeyRing): { readonly [key: string]: Json } {
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return Object.fromEntries(entries.map(([key, inner]) => [key, sealAny(inner, eventId, version, below(path, key, eventId), ring)]))
}

function sealAny(value: unknown, eventId: Uuid, version: number, path: string, ring: KeyRing): Json {
  if (isSealed(value)) return sealValue(value, eventId, version, path, ring)
  if (Array.isArray(value)) return value.map((inner, index) => sealAny(inner, eventId, version, below(path, index, eventId), ring))
  if (isPlainObject(value)) return sealObject(value, eventId, version, path, ring)
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new CannotSeal('not-json', eventId, path)
}

function sealValue(value: Sealed<unknown>, eventId: Uuid, version: number, path: string, ring: KeyRing): Json {
  const { owner } = value
  const content = Sealed.content(value)
  const plaintext = content.kind === 'plain' ? canonicalJson(content.value) : null
  if (plaintext === null) throw new CannotSeal('not-json', eventId, path)
  const { keyId, key, nonceKey } = ring({ owner, eventId, path })
  const sealed = sealText(key, nonceKey, { eventId, ownerId: owner.id, path, version, keyId }, plaintext)
  return sealedToJson(owner, { ...sealed, keyId })
}

/** @throws CannotSeal where a value of another event is about to be copied: its ciphertext opens nowhere else */
function plainValues(value: unknown, eventId: Uuid, path: string): readonly Found[] {
  if (isSealed(value)) {
    if (Sealed.content(value).kind === 'cipher') throw new CannotSeal('already-sealed', eventId, path)
    return [{ owner: value.owner, eventId, path }]
  }
  if (Array.isArray(value)) return value.flatMap((inner, index) => plainValues(inner, eventId, below(path, index, eventId)))
  if (isPlainObject(value)) return Object.entries(value).flatMap(([key, inner]) => plainValues(inner, eventId, below(path, key, eventId)))
  return []
}

/**
 * The dotted path under which the log will find the value again: `victims.0.name`.
 * @throws CannotSeal for a field name that would make two places look the same, or an open value look like a sealed one
 */
function below(path: string, name: string | number, eventId: Uuid): string {
  if (typeof name === 'string' && (name === '' || name.includes('.') || name.startsWith('$'))) throw new CannotSeal('field-name', eventId, path)
  return path === '' ? `${name}` : `${path}.${name}`
}

function refuseTwoKinds(found: readonly Found[]): void {
  const kinds = new Map<Uuid, KeyOwner['kind']>()
  for (const { owner, eventId, path } of found) {
    if ((kinds.get(owner.id) ?? owner.kind) !== owner.kind) throw new CannotSeal('owner-kind', eventId, path)
    kinds.set(owner.id, owner.kind)
  }
}

/** `instanceof` alone would narrow to `Sealed<any>`. */
const isSealed = (value: unknown): value is Sealed<unknown> => value instanceof Sealed

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
