import { createSecretKey, type KeyObject } from 'node:crypto'
import { Sealed, type Ciphertext, type Uuid } from '#kernel'
import { openText } from './crypto'
import { SealBroken } from './errors'
import type { Keys, OwnerKey } from './keys'
import { ERASED, type Erased, type Opener } from './port'

interface Prepared {
  readonly stored: OwnerKey | null
  /** Unwrapped at first use and kept */
  key: KeyObject | null
}

/**
 * Opens values in batches: `prepare` fetches the keys that are not here yet in one query, `open` then needs no I/O.
 * An opener keeps what it fetched, so it lives for one request or one page of a reader: a key destroyed later is
 * refused by the next opener.
 */
export function createOpener(keys: Pick<Keys, 'find'>): Opener {
  const prepared = new Map<Uuid, Prepared>()

  return {
    async prepare(values) {
      const missing = new Set<Uuid>()
      for (const { owner } of values) if (!prepared.has(owner.id)) missing.add(owner.id)
      if (missing.size === 0) return
      const found = await keys.find(missing)
      for (const id of missing) prepared.set(id, { stored: found.get(id) ?? null, key: null })
    },

    open<T>(value: Sealed<T>): T | Erased {
      const content = Sealed.content(value)
      if (content.kind === 'plain') return content.value as T
      const owner = prepared.get(value.owner.id)
      if (!owner) throw new TypeError('an opener must be prepared for a value before it opens it')
      return openWith(owner, value.owner.id, content.cipher) as T | Erased
    },
  }
}

function openWith(owner: Prepared, ownerId: Uuid, cipher: Ciphertext): unknown {
  const broken = (reason: SealBroken['reason']): SealBroken => new SealBroken(reason, cipher.eventId, cipher.path)
  if (!owner.stored) throw broken('key-missing')
  if (owner.stored.state === 'destroyed') return ERASED
  if (owner.stored.keyId !== cipher.keyId) throw broken('other-key')
  if (!owner.key) {
    const bytes = owner.stored.unwrap()
    if (!bytes) throw broken('key-unreadable')
    owner.key = createSecretKey(bytes)
  }
  const text = openText(owner.key, { ...cipher, ownerId }, cipher)
  if (text === null) throw broken('changed')
  return JSON.parse(text)
}
