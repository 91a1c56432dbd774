import { DatabaseError } from 'pg'
import { Refusal } from '#kernel'
import { EventLogError, isDatabaseAway, UNREADABLE } from '#event-log'
import { SealBroken } from '#privacy'

/** Errors of the readers. Messages hold names, ids and codes: never a value of an event. */
export class ReadModelError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
    this.name = new.target.name
  }
}

/** Another runner holds the lease, or took it while this one slept. */
export class LeaseLost extends ReadModelError {
  constructor(readonly lease: string) {
    super('read-models.lease-lost', `the lease ${lease} is held by another runner`)
  }
}

/** A checkpoint isn't where this runner left it: a rebuild was swapped in, or a parked stream was retried. */
export class CheckpointMoved extends ReadModelError {
  constructor() {
    super('read-models.checkpoint-moved', 'a checkpoint was moved by somebody else')
  }
}

export class UnknownReadModel extends ReadModelError {
  constructor(readonly model: string) {
    super('read-models.unknown', `no read model ${model}`)
  }
}

/** The tables in the database are of another version than the program. */
export class MigrationMissing extends ReadModelError {
  constructor(readonly model: string) {
    super('read-models.migration-missing', `the tables of ${model} are of another version: run the migrations`)
  }
}

/** A rebuild met an event that it can't digest. The old tables stay. */
export class RebuildFailed extends ReadModelError {
  constructor(
    readonly models: readonly string[],
    cause: unknown,
  ) {
    super('read-models.rebuild-failed', `rebuilding ${models.join(', ')} failed: ${reasonOf(cause)}; the old tables stay`)
    this.cause = cause
  }
}

/** An event that a read model does not know, or not in this version, or that cannot be read. */
export class UndigestedEvent extends ReadModelError {
  constructor(
    readonly type: string,
    readonly version: number,
  ) {
    super('read-models.undigested', type === UNREADABLE ? 'log.event-unreadable' : `unknown event ${type} v${version}`)
  }
}

/** Codes of PostgreSQL by which it goes on and the event is not to blame: a state of the transaction (a standby takes no writes), what is in use, an operator, a right that is not granted yet. */
const PASSING = /^(25|55|57|42501)/

/** @returns true where trying again later may help and the event is not to blame: no event makes the database go away or the system refuse. */
export function isPassing(error: unknown): boolean {
  // Somebody else was faster too often: that says nothing about the event.
  if (error instanceof Refusal && error.kind === 'busy') return true
  if (error instanceof LeaseLost || error instanceof CheckpointMoved || isDatabaseAway(error)) return true
  return error instanceof DatabaseError ? PASSING.test(error.code ?? '') : systemCodeOf(error) !== null
}

/** @returns what the system answered to a call: ENOSPC, EHOSTUNREACH, …; null for any other error */
function systemCodeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null
  return typeof error.code === 'string' && /^E[A-Z0-9]+$/.test(error.code) ? error.code : null
}

/** @returns a code fit to store and show: never the message of a foreign error, which may quote a row. */
export function reasonOf(error: unknown): string {
  if (error instanceof UndigestedEvent) return error.message
  if (error instanceof ReadModelError || error instanceof EventLogError || error instanceof SealBroken || error instanceof Refusal) return error.code
  if (error instanceof DatabaseError) return `sql.${error.code ?? 'unknown'}`
  return systemCodeOf(error) ?? (error instanceof Error ? error.name : 'unknown')
}
