import type { HandlerPorts } from '#command-handler'
import type { Actor, DecisionContext, LocalDate, Uuid } from '#kernel'
import { dateIn } from '#kernel'
import type { RegisterRows } from '#read-models'
import type { CommandOf } from './identity'

/** What an import needs of the outside. */
export interface ImportPorts extends HandlerPorts {
  readonly rows: RegisterRows
  /** 32 bytes, derived from the master key for this purpose alone: keys the digests of rows */
  readonly digestKey: Uint8Array
}

export interface ImportRun {
  /** Id of this import, unless one of the same file was cut off: that one is taken up */
  readonly importId: Uuid
  /** The head of unit; the import's id is added to it */
  readonly actor: Extract<Actor, { kind: 'user' }>
  readonly unit: string
  /** IANA zone of the unit */
  readonly zone: string
  readonly holidays?: ReadonlySet<LocalDate>
  /** Told after every batch: rows done, of how many */
  readonly onProgress?: (done: number, all: number) => void
  /** Stops between two batches; the same file takes it up again */
  readonly signal?: AbortSignal
}

/** An import that has begun: the actor of every event carries its id. */
export interface RunningImport {
  readonly run: ImportRun
  readonly importId: Uuid
  readonly actor: Actor
  readonly commandOf: CommandOf
}

export function contextFor({ run, actor }: RunningImport, commandId: Uuid, now: string): DecisionContext {
  return { commandId, actor, unit: run.unit, zone: run.zone, now, today: dateIn(run.zone, now), holidays: run.holidays ?? new Set() }
}
