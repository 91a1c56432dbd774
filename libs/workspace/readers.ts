import type { Pool } from 'pg'
import { findUnit } from '#access'
import type { HandlerPorts } from '#command-handler'
import { Refusal } from '#kernel'
import type { ErasureLedger, Keys } from '#privacy'
import {
  expiredReservations,
  isIncomplete,
  linkedSubjects,
  reasonOf,
  waitForPosition,
  type Projections,
  type Reactor,
  type RegisterRows,
  type RunnerNotice,
} from '#read-models'
import { reservationExpiry, shelterReservations, subjectErasure, type Clock, type ErasurePorts } from '#reactors'

/** Everything that acts by itself: on events, and when a moment has come. */
export interface Acting {
  readonly reactors: readonly Reactor[]
  readonly clocks: readonly Clock[]
  readonly erasure: ErasurePorts
}

/** Milliseconds an erasure waits until every link recorded so far is known. */
const PATIENCE = 30_000
const LINKS = ['subject-links']

export function whatActs(ports: HandlerPorts, pool: Pool, keys: Keys, registerRows: RegisterRows): Acting {
  const zoneOf = async (unit: string): Promise<string> => (await findUnit(pool, unit)).zone
  const reservations = { ...ports, zoneOf, expiredReservations: (now: string) => expiredReservations(pool, now) }
  const erasure: ErasurePorts = {
    ...ports,
    keys,
    zoneOf,
    forget: (subject) => registerRows.forget(subject),
    async linkedTo(subject) {
      const head = await ports.log.head()
      if (head !== null && !(await waitForPosition(pool, LINKS, head, PATIENCE)).reached) throw new Refusal('busy', 'log.busy')
      if (await isIncomplete(pool, LINKS)) throw new Refusal('rule', 'erasure.links-incomplete')
      return linkedSubjects(pool, subject)
    },
  }
  return { reactors: [shelterReservations(reservations), subjectErasure(erasure)], clocks: [reservationExpiry(reservations)], erasure }
}

/**
 * After keys had come back with a restored database: digests are forgotten, and the read models are made again without what
 * those keys had opened. Where that fails the start goes on, and says so: the keys are gone all the same.
 */
export async function forgetAgain(
  ledger: ErasureLedger,
  registerRows: RegisterRows,
  projections: Projections,
  notify: ((notice: RunnerNotice) => void) | undefined,
): Promise<void> {
  for (const { kind, owner } of ledger.read()) if (kind === 'subject') await registerRows.forget(owner)
  await projections.rebuild().catch((error: unknown) => notify?.({ kind: 'interrupted', reason: reasonOf(error) }))
}
