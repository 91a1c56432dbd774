import type { Instant } from '#kernel'
import { rowsFrom, type Queryable } from './database'

/** Whether what is read of some models is all that the log holds. */
export interface Standing {
  /** Events are held back, or not yet taken in since the tables were made, that would count or show here: it is marked incomplete, and not to be published */
  readonly incomplete: boolean
  /** Since when the first of these models is held still: what is read is older; null where none is */
  readonly pausedSince: Instant | null
}

/** @param stream of one aggregate alone, where what is read follows from it alone; all streams where left out */
export async function standingOf(database: Queryable, models: readonly string[], stream: string | null = null): Promise<Standing> {
  const [row] = await rowsFrom<Standing>(
    database,
    `select exists (select from read_models.parked where model = any($1) and ($2::text is null or stream = $2))
         or exists (select from read_models.checkpoints where model = any($1) and not whole) as incomplete,
       (select min(since) from read_models.paused where reader = any($1)) as "pausedSince"`,
    [models, stream],
  )
  return row ?? { incomplete: false, pausedSince: null }
}

/**
 * What was read between two looks: it lacks what either saw missing.
 * A stream may be held back, or taken up again, while the rows are read.
 */
export const between = (before: Standing, after: Standing): Standing => ({
  incomplete: before.incomplete || after.incomplete,
  pausedSince: before.pausedSince ?? after.pausedSince,
})
