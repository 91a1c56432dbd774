import { rowsFrom, standingOf, type Queryable, type Standing } from '#read-models'
import type { Instant, Uuid } from '#kernel'
import type { PopulationRow } from './population-table'

/** @returns the newest version, as of then, of every count of these years. */
export async function populationOf(database: Queryable, region: string, years: readonly number[], asOf: Instant): Promise<readonly PopulationRow[]> {
  return rowsFrom<PopulationRow>(
    database,
    `select year, sex, age_band as "ageBand", count, source, document_number as "documentNumber", reference_date as "referenceDate", status
     from read_models.population_versions
     where region = $1 and year = any($2::integer[]) and valid_from <= $3 and (valid_to is null or valid_to > $3)
     order by year, sex, age_band`,
    [region, years, asOf],
  )
}

/** @returns the years, up to this one, for which counts stand there, newest first. */
export async function populationYears(database: Queryable, region: string, upTo: number, asOf: Instant): Promise<readonly number[]> {
  const rows = await rowsFrom<{ year: number }>(
    database,
    `select distinct year from read_models.population_versions where region = $1 and year <= $2 and valid_from <= $3 order by year desc`,
    [region, upTo, asOf],
  )
  return rows.map(({ year }) => year)
}

/** @returns the regions for which any count stands there. */
export async function populationRegions(database: Queryable, asOf: Instant): Promise<readonly string[]> {
  const rows = await rowsFrom<{ region: string }>(
    database,
    `select distinct region from read_models.population_versions where valid_from <= $1 order by region`,
    [asOf],
  )
  return rows.map(({ region }) => region)
}

/**
 * @returns the id of the last event that figures as of then rest on: the last one, in the order of the log, by which a count of
 * victims or of the population changed. Null where nothing was counted yet.
 */
export async function lastEventAsOf(database: Queryable, asOf: Instant): Promise<Uuid | null> {
  const last = (table: string): string =>
    `(select event_id, position from read_models.${table} where valid_from <= $1 order by valid_from desc, position desc limit 1)`
  const [row] = await rowsFrom<{ eventId: Uuid }>(
    database,
    `select event_id as "eventId" from (${last('victim_versions')} union all ${last('population_versions')}) as last order by position desc limit 1`,
    [asOf],
  )
  return row?.eventId ?? null
}

/** What the figures are counted from. */
export const FIGURE_MODELS: readonly string[] = ['victim-facts', 'population-cells']

/** What keeps figures from being those of the whole log. */
export interface FiguresStanding extends Standing {
  /** An import was begun and not completed */
  readonly importUnderWay: boolean
}

export async function figuresStanding(database: Queryable): Promise<FiguresStanding> {
  const [row] = await rowsFrom<{ importUnderWay: boolean }>(
    database,
    'select exists (select from read_models.victim_fact_waiting) as "importUnderWay"',
  )
  return { ...(await standingOf(database, FIGURE_MODELS)), importUnderWay: row?.importUnderWay ?? false }
}
