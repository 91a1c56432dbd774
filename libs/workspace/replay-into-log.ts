import type { Pool } from 'pg'
import { systemClock } from '#kernel'
import { createSealer, type Erasure, type ErasureLedger, type Keys } from '#privacy'
import type { RegisterRows } from '#read-models'
import { replayErasuresIntoLog, type ReplayedErasures } from '#reactors'
import type { WorkspaceLog } from './open-log'
import { whatActs } from './readers'

export interface ReplayPorts {
  /** Of the application's role */
  readonly pool: Pool
  readonly log: WorkspaceLog
  readonly keys: Keys
  readonly registerRows: RegisterRows
}

/** Writes into a log that was brought back from before some erasures what the ledger says of them. @throws LogUnavailable */
export function tellErasures({ pool, log, keys, registerRows }: ReplayPorts, erasures: readonly Erasure[]): Promise<ReplayedErasures> {
  const { erasure } = whatActs({ log, sealer: createSealer(keys), clock: systemClock }, pool, keys, registerRows)
  return replayErasuresIntoLog({ ...erasure, log }, erasures)
}

/** @returns erasures of people whose key is not destroyed here: the database was brought back from before them. @throws LedgerBroken */
export async function undoneErasures(ledger: ErasureLedger, keys: Pick<Keys, 'find'>): Promise<readonly Erasure[]> {
  const people = ledger.read().filter(({ kind }) => kind === 'subject')
  const known = await keys.find(new Set(people.map(({ owner }) => owner)))
  return people.filter(({ owner }) => known.get(owner)?.state !== 'destroyed')
}
