import type { Instant, Position, Uuid } from '#kernel'
import { execute, rowsFrom, type Queryable } from './database'
import { CheckpointMoved, MigrationMissing } from './errors'
import type { ReadModel } from './read-model'

/** How far a read model has come. */
export interface Checkpoint {
  readonly model: string
  readonly version: number
  /** Everything up to here is in the tables; null: nothing yet */
  readonly position: Position | null
  /** Running maximum of recorded-at up to `position` */
  readonly asOf: Instant | null
  /** Id of the last event of the whole log up to `position` */
  readonly lastEvent: Uuid | null
  /** Grows whenever the tables are exchanged or mended from outside of the runner */
  readonly generation: number
  /** It has come to the end of the log once since its tables were made */
  readonly whole: boolean
}

/** Where the next page brings a reader. */
export interface Reached {
  readonly position: Position
  readonly asOf: Instant | null
  readonly lastEvent: Uuid | null
  /** The end of the log as it stood */
  readonly caughtUp?: boolean
}

/** @throws MigrationMissing where the tables in the database belong to another version of a model */
export async function loadCheckpoints(database: Queryable, models: readonly ReadModel[]): Promise<Map<string, Checkpoint>> {
  const rows = await rowsFrom<Checkpoint>(
    database,
    `select model, version, position, as_of as "asOf", last_event as "lastEvent", generation, whole from read_models.checkpoints where model = any($1)`,
    [models.map(({ name }) => name)],
  )
  const found = new Map(rows.map((row) => [row.model, row]))
  for (const { name, version } of models) if (found.get(name)?.version !== version) throw new MigrationMissing(name)
  return found
}

/**
 * Moves the checkpoints from where the runner believes them to be, in the version it knows, all or none.
 * @throws CheckpointMoved
 */
export async function moveCheckpoints(database: Queryable, from: readonly Checkpoint[], to: Reached): Promise<void> {
  const moved = await execute(
    database,
    `update read_models.checkpoints c set position = $5, as_of = $6, last_event = $7, whole = c.whole or $8
     from unnest($1::text[], $2::text[], $3::bigint[], $4::integer[]) as known(model, position, generation, version)
     where c.model = known.model and c.position is not distinct from known.position and c.generation = known.generation and c.version = known.version`,
    [
      from.map(({ model }) => model),
      from.map(({ position }) => position),
      from.map(({ generation }) => generation),
      from.map(({ version }) => version),
      to.position,
      to.asOf,
      to.lastEvent,
      to.caughtUp ?? false,
    ],
  )
  if (moved !== from.length) throw new CheckpointMoved()
}

/** @returns the greater of two moments; null is before all. */
export const later = (a: Instant | null, b: Instant): Instant => (a !== null && a > b ? a : b)
