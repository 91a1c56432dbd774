import { randomBytes } from 'node:crypto'
import { Refusal, type KeyOwner, type Uuid } from '#kernel'
import { KEY_BYTES } from '../crypto'
import { concernedBy, mergeRequests, type Keys, type OwnerKey } from '../keys'
import type { MasterKey } from '../master-key'

interface Row {
  readonly keyId: Uuid
  about: readonly Uuid[]
  wrapped: Buffer | null
}

/** Keys that live as long as the process: for unit tests. Wrapped like the real ones. */
export function memoryKeys(master: MasterKey): Keys {
  const rows = new Map<Uuid, Row>()
  const destroy = (id: Uuid, row: Row): Uuid[] => {
    if (row.wrapped === null) return []
    rows.set(id, { ...row, wrapped: null })
    return [row.keyId]
  }
  const find = (owners: Iterable<Uuid>): ReadonlyMap<Uuid, OwnerKey> => {
    const found = new Map<Uuid, OwnerKey>()
    for (const id of owners) {
      const row = rows.get(id)
      if (row) found.set(id, ownerKey(master, row))
    }
    return found
  }
  const refuseErased = (owner: KeyOwner): void => {
    for (const id of concernedBy(owner)) {
      if (rows.get(id)?.wrapped === null) throw new Refusal('rule', 'privacy.subject-erased', { id })
    }
  }

  return {
    find: (owners) => Promise.resolve(find(owners)),
    obtain: async (requests) => {
      const merged = mergeRequests(requests)
      for (const { owner } of merged) refuseErased(owner)
      for (const { owner, keyId } of merged) {
        const row = rows.get(owner.id) ?? { keyId, about: [], wrapped: master.wrap(keyId, randomBytes(KEY_BYTES)) }
        const about = owner.kind === 'record' ? [...new Set([...row.about, ...owner.about])] : row.about
        rows.set(owner.id, { ...row, about })
      }
      return Promise.resolve(find(merged.map(({ owner }) => owner.id)))
    },
    destroySubjectKey: (subject) => {
      if (!rows.has(subject)) rows.set(subject, { keyId: subject, about: [], wrapped: null })
      const concerned = [...rows].filter(([id, row]) => id === subject || row.about.includes(subject))
      return Promise.resolve(concerned.flatMap(([id, row]) => destroy(id, row)))
    },
    destroyRecordKey: (record) => {
      if (!rows.has(record)) rows.set(record, { keyId: record, about: [], wrapped: null })
      return Promise.resolve([...rows].filter(([id]) => id === record).flatMap(([id, row]) => destroy(id, row)))
    },
  }
}

function ownerKey(master: MasterKey, { keyId, wrapped }: Row): OwnerKey {
  return wrapped === null ? { state: 'destroyed', keyId } : { state: 'live', keyId, unwrap: () => master.unwrap(keyId, wrapped) }
}
