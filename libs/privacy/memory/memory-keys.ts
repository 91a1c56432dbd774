import { randomBytes } from 'node:crypto'
import { Refusal, type Instant, type KeyOwner, type Uuid } from '#kernel'
import { KEY_BYTES } from '../crypto'
import { memoryLedger, type ErasureAct, type ErasureLedger } from '../erasure-ledger'
import { concernedBy, mergeRequests, type Keys, type OwnerKey } from '../keys'
import type { MasterKey } from '../master-key'

interface Row {
  readonly kind: KeyOwner['kind']
  readonly keyId: Uuid
  about: readonly Uuid[]
  wrapped: Buffer | null
  destroyedAt: Instant | null
}

/** Keys that live as long as the process: for unit tests. Wrapped like the real ones. */
export function memoryKeys(master: MasterKey, ledger: ErasureLedger = memoryLedger()): Keys {
  const rows = new Map<Uuid, Row>()
  const destroy = (
    kind: KeyOwner['kind'],
    owner: Uuid,
    at: Instant,
    concerns: (id: Uuid, row: Row) => boolean,
    act?: ErasureAct,
  ): Promise<readonly Uuid[]> => {
    if (!rows.has(owner)) rows.set(owner, { kind, keyId: owner, about: [], wrapped: null, destroyedAt: at })
    const going = [...rows].filter(([id, row]) => row.wrapped !== null && concerns(id, row))
    ledger.note({ kind, owner, at, keys: going.map(([id, { keyId }]) => ({ owner: id, key: keyId })), ...(act ? { act } : {}) })
    for (const [id, row] of going) rows.set(id, { ...row, wrapped: null, destroyedAt: at })
    return Promise.resolve(going.map(([, { keyId }]) => keyId))
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
        const row = rows.get(owner.id) ?? newRow(master, owner, keyId)
        const about = owner.kind === 'record' ? [...new Set([...row.about, ...owner.about])] : row.about
        rows.set(owner.id, { ...row, about })
      }
      return Promise.resolve(find(merged.map(({ owner }) => owner.id)))
    },
    destroySubjectKey: (subject, at, act) => destroy('subject', subject, at, (id, row) => id === subject || row.about.includes(subject), act),
    destroyRecordKey: (record, at) => destroy('record', record, at, (id) => id === record),
    destroyed: () =>
      Promise.resolve(
        [...rows].flatMap(([owner, { kind, keyId, destroyedAt }]) =>
          destroyedAt === null ? [] : [{ kind, owner, at: destroyedAt, keys: keyId === owner ? [] : [{ owner, key: keyId }] }],
        ),
      ),
  }
}

const newRow = (master: MasterKey, { kind }: KeyOwner, keyId: Uuid): Row => ({
  kind,
  keyId,
  about: [],
  wrapped: master.wrap(keyId, randomBytes(KEY_BYTES)),
  destroyedAt: null,
})

function ownerKey(master: MasterKey, { keyId, wrapped }: Row): OwnerKey {
  return wrapped === null ? { state: 'destroyed', keyId } : { state: 'live', keyId, unwrap: () => master.unwrap(keyId, wrapped) }
}
