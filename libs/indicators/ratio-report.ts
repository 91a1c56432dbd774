import { dateIn, type Instant, type Uuid } from '#kernel'
import { between, type Queryable, type Standing } from '#read-models'
import { errorText, type Language } from '#words'
import { victimCounts } from './count-queries'
import { evaluate, variantOf, type Definition, type DenominatorVariant, type Evaluated, type IndicatorId } from './definition'
import { annualRatios } from './definitions/catalogue'
import { withScale } from './number-format'
import { figuresStanding, lastEventAsOf, populationOf, populationRegions, populationYears } from './population-queries'
import type { PopulationRow } from './population-table'
import { NOTHING, reconcile, type Reconciliation, type YearCounts } from './year-counts'
import { yearOnYear, type YearOnYear } from './year-on-year'

export interface RatioQuery {
  readonly year: number
  /** The figures as they stood at this instant */
  readonly asOf: Instant
  /** One unit; all units of the installation where left out */
  readonly unit?: string
  /** Region of the denominators; where left out, the only one there is */
  readonly region?: string
  /** Denominator chosen per indicator, by the variant's id */
  readonly denominators?: Partial<Record<IndicatorId, string>>
  /** What the report's label says, by the variant's id; a warning where it is not what was counted */
  readonly labels?: Partial<Record<IndicatorId, string>>
  /** Takes the last earlier year's population where this year's is missing, marked `sementara` */
  readonly useLastPopulation?: boolean
  readonly language?: Language
}

export interface RatioRow {
  readonly indicator: IndicatorId
  readonly numerator: number
  readonly denominator: number | null
  readonly per: number
  /** `3.69`; null where not applicable */
  readonly value: string | null
  /** `3,69`, or `NA` */
  readonly display: string
  /** why there is no value, in the reader's language */
  readonly reason?: string
  readonly reasonCode?: string
  /** `3,69:100000` */
  readonly notation: string | null
  readonly name: string
  readonly label: string
  readonly definition: { readonly version: number; readonly denominator: string; readonly denominatorVersion: number }
  readonly population: {
    readonly year: number
    readonly sources: readonly string[]
    readonly documents: readonly string[]
    /** `sementara` where any row is, or where an earlier year stands in */
    readonly status: string | null
  } | null
  /** `label-differs`: the report's label names other people than those counted */
  readonly warnings: readonly string[]
  readonly yearOnYear: YearOnYear
}

export interface RatioReport extends Standing {
  readonly year: number
  readonly asOf: Instant
  /** Id of the last event the figures rest on */
  readonly lastEvent: Uuid | null
  readonly rows: readonly RatioRow[]
  readonly reconciliation: Reconciliation
  /** An import was begun and not completed; what it brought is not in the figures */
  readonly importUnderWay: boolean
}

/** The annual ratios of violence against women and children, as of any instant. */
export async function ratioReport(database: Queryable, query: RatioQuery): Promise<RatioReport> {
  const [report] = await ratioReports(database, [query.year], query)
  if (!report) throw new RangeError('no year was asked for')
  return report
}

/** As `ratioReport`, for several years in as many queries as one year needs. */
export async function ratioReports(database: Queryable, years: readonly number[], query: Omit<RatioQuery, 'year'>): Promise<readonly RatioReport[]> {
  const { asOf } = query
  const before = await figuresStanding(database)
  const needed = [...new Set(years.flatMap((year) => [year - 1, year]))]
  const counts = await victimCounts(database, { years: needed, asOf, ...(query.unit === undefined ? {} : { unit: query.unit }) })
  const populations = await populationsOf(database, needed, query)
  const lastEvent = await lastEventAsOf(database, asOf)
  const after = await figuresStanding(database)
  return years.map((year) => ({
    year,
    asOf,
    lastEvent,
    rows: annualRatios.map((definition) =>
      rowOf(definition, year, new Map([...counts].map(([of, found]) => [of, { ...NOTHING, ...found }])), populations, query),
    ),
    reconciliation: reconcile(counts.get(year) ?? NOTHING),
    ...between(before, after),
    importUnderWay: before.importUnderWay || after.importUnderWay,
  }))
}

type Populations = ReadonlyMap<number, readonly PopulationRow[]>

async function populationsOf(database: Queryable, years: readonly number[], query: Omit<RatioQuery, 'year'>): Promise<Populations> {
  const region = query.region ?? (await onlyRegion(database, query.asOf))
  if (region === null) return new Map()
  const known = query.useLastPopulation ? await populationYears(database, region, Math.max(...years), query.asOf) : years
  const rows = await populationOf(database, region, [...new Set([...years, ...known])], query.asOf)
  return new Map(
    years.map((year) => {
      const source = query.useLastPopulation ? known.find((candidate) => candidate <= year) : year
      return [year, rows.filter((row) => row.year === source)]
    }),
  )
}

/** Several regions without a choice are no denominator: the first would be a guess. */
async function onlyRegion(database: Queryable, asOf: Instant): Promise<string | null> {
  const regions = await populationRegions(database, asOf)
  return regions.length === 1 ? (regions[0] ?? null) : null
}

function rowOf(
  definition: Definition,
  year: number,
  counts: ReadonlyMap<number, YearCounts>,
  populations: Populations,
  query: Omit<RatioQuery, 'year'>,
): RatioRow {
  const language = query.language ?? 'id'
  const variant = variantOf(definition, query.denominators?.[definition.id])
  const labelled = query.labels?.[definition.id]
  const label = labelled === undefined ? variant : variantOf(definition, labelled)
  const of = (which: number): Evaluated =>
    evaluate(definition, { counts: counts.get(which) ?? NOTHING, population: populations.get(which) ?? [] }, variant)
  const current = of(year)
  return {
    indicator: definition.id,
    numerator: current.numerator,
    denominator: current.denominator,
    per: current.per,
    value: current.value,
    display: current.display,
    ...(current.reasonCode === null
      ? {}
      : { reason: errorText(current.reasonCode, { year, population: variant.name[language] }, language), reasonCode: current.reasonCode }),
    notation: current.value === null ? null : withScale(current.value, current.per),
    name: definition.name[language],
    label: label.label[language],
    definition: { version: definition.version, denominator: variant.id, denominatorVersion: variant.version },
    population: describe(current.rows, year),
    warnings: isSamePeople(label, variant) ? [] : ['label-differs'],
    yearOnYear: yearOnYear(current, of(year - 1)),
  }
}

const isSamePeople = (label: DenominatorVariant, counted: DenominatorVariant): boolean => label.id === counted.id

function describe(rows: readonly PopulationRow[], year: number): RatioRow['population'] {
  const [first] = rows
  if (!first) return null
  const provisional = first.year !== year || rows.some(({ status }) => status === 'sementara')
  return {
    year: first.year,
    sources: [...new Set(rows.map(({ source }) => source))],
    documents: [...new Set(rows.flatMap(({ documentNumber }) => (documentNumber === null ? [] : [documentNumber])))],
    status: provisional ? 'sementara' : first.status,
  }
}

/** @returns the year that has begun in this zone at `now`: the one a report asks for by default. */
export const currentYear = (now: Instant, zone: string): number => Number(dateIn(zone, now).slice(0, 4))
