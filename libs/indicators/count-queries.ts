import { rowsFrom, type Queryable } from '#read-models'
import type { Instant } from '#kernel'
import { NOTHING, type VictimCounts, type YearCounts } from './year-counts'

/** Which victims are asked for. */
export interface CountScope {
  readonly years: readonly number[]
  /** The figure as it stood at this instant */
  readonly asOf: Instant
  /** The unit that held the case then; all units where left out */
  readonly unit?: string
}

const AS_OF = `counted and year = any($1::integer[]) and valid_from <= $2 and (valid_to is null or valid_to > $2) and ($3::text is null or unit = $3)`

const VICTIMS = `
  count(*) as victims,
  count(*) filter (where age_class = 'anak') as children,
  count(*) filter (where age_class = 'dewasa' and sex = 'P') as women,
  count(*) filter (where age_class = 'dewasa' and sex = 'L') as "adultMen",
  count(*) filter (where age_class not in ('anak', 'dewasa') or (age_class = 'dewasa' and sex not in ('P', 'L'))) as unknown,
  count(*) filter (where age_class = 'batas_umur') as straddling,
  count(*) filter (where erased) as erased`

const scopeOf = ({ years, asOf, unit }: CountScope): readonly unknown[] => [years, asOf, unit ?? null]

/** @returns the victims of each year; a year without any is there with zeros. Answered from one index alone. */
export async function victimCounts(database: Queryable, scope: CountScope): Promise<ReadonlyMap<number, VictimCounts>> {
  const rows = await rowsFrom<VictimCounts & { year: number }>(
    database,
    `select year, ${VICTIMS} from read_models.victim_versions where ${AS_OF} group by year`,
    scopeOf(scope),
  )
  return new Map(scope.years.map((year) => [year, rows.find((row) => row.year === year) ?? NOTHING]))
}

/** @returns everything that is counted of each year. */
export async function yearCounts(database: Queryable, scope: CountScope): Promise<ReadonlyMap<number, YearCounts>> {
  const victims = await rowsFrom<Partial<YearCounts> & { year: number }>(
    database,
    `select year, ${VICTIMS},
       count(*) filter (where flags @> '{kdrt}') as kdrt,
       count(*) filter (where age_class = 'anak' and handled) as "childrenHandled"
     from read_models.victim_versions where ${AS_OF} group by year`,
    scopeOf(scope),
  )
  const cases = await rowsFrom<Partial<YearCounts> & { year: number }>(database, CASES, scopeOf(scope))
  const of = (rows: readonly (Partial<YearCounts> & { year: number })[], year: number): Partial<YearCounts> =>
    rows.find((row) => row.year === year) ?? {}
  return new Map(scope.years.map((year) => [year, { ...NOTHING, ...of(victims, year), ...of(cases, year) }]))
}

/** A case has ended when its last victim has; it is resolved when every victim's ending is tujuan_tercapai. */
const CASES = `
  select year,
    count(*) as cases,
    count(*) filter (where ended) as "casesEnded",
    count(*) filter (where ended and extract(year from last_on) = year) as "casesEndedSameYear",
    count(*) filter (where resolved) as "casesResolved",
    count(*) filter (where resolved and extract(year from last_on) = year) as "casesResolvedSameYear",
    count(*) filter (where ended and unrecorded) as "casesEndedUnrecorded"
  from (
    select year, case_id,
      bool_and(ended_on is not null) as ended,
      bool_and(end_reason is not distinct from 'tujuan_tercapai') as resolved,
      bool_or(end_reason is not distinct from 'alasan_tidak_tercatat') as unrecorded,
      max(ended_on) as last_on
    from read_models.victim_versions where ${AS_OF}
    group by year, case_id
  ) as by_case
  group by year`
