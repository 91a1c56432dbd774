import type { Pool } from 'pg'
import { deleteDraftsAbout, findUnit } from '#access'
import { takesPerson } from '#cases'
import type { HandlerPorts } from '#command-handler'
import { commandId, Refusal, type Uuid } from '#kernel'
import { createOpener, type ErasureLedger, type Keys } from '#privacy'
import {
  expiredReservations,
  linkedSubjects,
  reasonOf,
  standingOf,
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
    newOpener: () => createOpener(keys),
    zoneOf,
    forget: (subject) => forget(pool, registerRows, subject),
    async linkedTo(subject) {
      const head = await ports.log.head()
      if (head !== null && !(await waitForPosition(pool, LINKS, head, PATIENCE)).reached) throw new Refusal('busy', 'log.busy')
      if ((await standingOf(pool, LINKS)).incomplete) throw new Refusal('rule', 'erasure.links-incomplete')
      return linkedSubjects(pool, subject)
    },
  }
  return { reactors: [shelterReservations(reservations), subjectErasure(erasure)], clocks: [reservationExpiry(reservations)], erasure }
}

/** What outlives a person's key: digests of imported rows, and drafts, whose seal is the master key's. */
async function forget(pool: Pool, registerRows: RegisterRows, subject: Uuid): Promise<void> {
  await registerRows.forget(subject)
  // A complaint's draft is its idempotency key, too: one that is left over says by its id whose it was.
  await deleteDraftsAbout(
    pool,
    subject,
    ({ id, user, kind }) => kind === 'complaint' && takesPerson(commandId(user, 'cases', `complaint-${id}`), subject),
  )
}

/**
 * After keys had come back with a restored database: digests and drafts are forgotten, and the read models are made again without what
 * those keys had opened. Where that fails the start goes on, and says so: the keys are gone all the same.
 */
export async function forgetAgain(
  pool: Pool,
  ledger: ErasureLedger,
  registerRows: RegisterRows,
  projections: Projections,
  notify: ((notice: RunnerNotice) => void) | undefined,
): Promise<void> {
  for (const { kind, owner } of ledger.read()) if (kind === 'subject') await forget(pool, registerRows, owner)
  await projections.rebuild().catch((error: unknown) => notify?.({ kind: 'interrupted', reason: reasonOf(error) }))
}
