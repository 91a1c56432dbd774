import type { Uuid } from '#kernel'
import type { ErasureLedger } from './erasure-ledger'
import type { Keys } from './keys'

export interface Replayed {
  /** Lines of the ledger */
  readonly lines: number
  /** Keys that had come back and were destroyed again */
  readonly destroyed: readonly Uuid[]
}

/**
 * Destroys again what the ledger says was erased, before anything of a restored database is opened. Repeating changes nothing.
 * @throws LedgerBroken: a changed ledger is never followed silently
 */
export async function replayErasures(ledger: ErasureLedger, keys: Pick<Keys, 'find' | 'destroySubjectKey' | 'destroyRecordKey'>): Promise<Replayed> {
  const erasures = ledger.read()
  const owners = erasures.flatMap(({ owner, keys: gone }) => [owner, ...gone.map((key) => key.owner)])
  const known = await keys.find(new Set(owners))
  const isGone = (owner: Uuid): boolean => known.get(owner)?.state === 'destroyed'
  const destroyed: Uuid[] = []
  for (const { kind, owner, at, keys: gone } of erasures) {
    if (!isGone(owner)) destroyed.push(...(kind === 'subject' ? await keys.destroySubjectKey(owner, at) : await keys.destroyRecordKey(owner, at)))
    for (const record of gone) if (record.owner !== owner && !isGone(record.owner)) destroyed.push(...(await keys.destroyRecordKey(record.owner, at)))
  }
  return { lines: erasures.length, destroyed }
}

/**
 * What a start does: replays the ledger, then notes what the database knows as destroyed and the ledger doesn't
 * (a ledger that was lost, or an installation older than it).
 * @throws LedgerBroken
 */
export async function reconcileErasures(ledger: ErasureLedger, keys: Keys): Promise<Replayed> {
  const replayed = await replayErasures(ledger, keys)
  for (const erasure of await keys.destroyed()) ledger.note(erasure)
  return replayed
}
