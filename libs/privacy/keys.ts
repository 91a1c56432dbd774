import type { Instant, KeyOwner, Uuid } from '#kernel'
import type { Erasure, ErasureAct } from './erasure-ledger'

/** An owner and the event that uses its key; the key id follows from the first such event. */
export interface KeyRequest {
  readonly owner: KeyOwner
  /** UUIDv5(event id, owner id), taken where the owner has no key yet */
  readonly keyId: Uuid
}

/** The state of one owner's key. A destroyed one stays known, so that its absence is never mistaken for a loss. */
export type OwnerKey =
  | {
      readonly state: 'live'
      readonly keyId: Uuid
      /** @returns 32 bytes, or null where the master key does not open it */ readonly unwrap: () => Buffer | null
    }
  | { readonly state: 'destroyed'; readonly keyId: Uuid }

/**
 * The keys of subjects and records: one an owner, wrapped under the master key. The same contract suite runs on
 * PostgreSQL and on memory.
 */
export interface Keys {
  /** @returns what is known of these owners, in one query; an owner without a key is left out. */
  find(owners: Iterable<Uuid>): Promise<ReadonlyMap<Uuid, OwnerKey>>

  /**
   * Insert-or-get: committed before it returns. A record that is about more people than before keeps the union.
   * @throws Refusal `privacy.subject-erased` where an owner, or somebody a record is about, was erased: nothing is made then
   */
  obtain(requests: readonly KeyRequest[]): Promise<ReadonlyMap<Uuid, OwnerKey>>

  /**
   * Destroys a subject's key and that of every record about them; no key can be made for either afterwards. Repeating changes nothing.
   * What goes stands in the erasure ledger, on disk, before the first key does.
   * @param act what the ledger says of it besides
   * @returns the ids of the keys destroyed by this call
   */
  destroySubjectKey(subject: Uuid, at: Instant, act?: ErasureAct): Promise<readonly Uuid[]>

  /** Destroys a record's key: a text typed into the wrong file. @returns the ids of the keys destroyed by this call */
  destroyRecordKey(record: Uuid, at: Instant): Promise<readonly Uuid[]>
  /** @returns everything destroyed so far, an owner an entry */
  destroyed(): Promise<readonly Erasure[]>
}

/** @returns whom a value concerns: its owner and, for a record, the people it is about. */
export const concernedBy = (owner: KeyOwner): readonly Uuid[] => (owner.kind === 'record' ? [owner.id, ...owner.about] : [owner.id])

/** @returns one request an owner, ordered by owner id (so that two writers never wait for each other), records with the union of their people. */
export function mergeRequests(requests: readonly KeyRequest[]): readonly KeyRequest[] {
  const merged = new Map<Uuid, KeyRequest>()
  for (const request of requests) {
    const known = merged.get(request.owner.id)
    merged.set(request.owner.id, known ? { owner: union(known.owner, request.owner), keyId: known.keyId } : request)
  }
  return [...merged.values()].sort((a, b) => (a.owner.id < b.owner.id ? -1 : 1))
}

function union(a: KeyOwner, b: KeyOwner): KeyOwner {
  return a.kind === 'record' && b.kind === 'record' ? { ...a, about: [...new Set([...a.about, ...b.about])] } : a
}
