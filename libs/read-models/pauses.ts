import type { Instant } from '#kernel'
import { execute, rowsFrom, type Queryable } from './database'

/** @returns since when each paused reader is held still. */
export async function pausedReaders(database: Queryable): Promise<ReadonlyMap<string, Instant>> {
  const rows = await rowsFrom<{ reader: string; since: Instant }>(database, 'select reader, since from read_models.paused')
  return new Map(rows.map(({ reader, since }) => [reader, since]))
}

/** Holds readers still, on every worker, until they are resumed: each finishes the page it has in hand. Repeating changes nothing. */
export async function pauseReaders(database: Queryable, readers: readonly string[], at: Instant): Promise<void> {
  await execute(database, 'insert into read_models.paused (reader, since) select unnest($1::text[]), $2 on conflict do nothing', [readers, at])
}

/** They go on from where they stood. Repeating changes nothing. */
export async function resumeReaders(database: Queryable, readers: readonly string[]): Promise<void> {
  await execute(database, 'delete from read_models.paused where reader = any($1)', [readers])
}

/** @returns true where other readers are paused now than these. */
export async function pausesChanged(database: Queryable, known: ReadonlySet<string>): Promise<boolean> {
  const now = await pausedReaders(database)
  return now.size !== known.size || [...now.keys()].some((reader) => !known.has(reader))
}
