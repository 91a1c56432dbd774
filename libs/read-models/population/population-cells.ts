import { STREAM_CLOSED } from '#event-log'
import { population, type PopulationEvent } from '#annual-reports'
import type { Instant, LocalDate, Position, Recorded, Uuid } from '#kernel'
import { UndigestedEvent } from '../errors'
import type { ReadModel } from '../read-model'
import { defineTable } from '../table'

const STREAMS = `${population.prefix}-`

/** One version of one count, valid as of every instant T with `validFrom` <= T < `validTo`. */
export interface PopulationVersion {
  /** region, year, sex and age band in one */
  readonly cell: string
  readonly validFrom: Instant
  readonly validTo: Instant | null
  readonly eventId: Uuid
  /** Of that event */
  readonly position: Position
  readonly region: string
  readonly year: number
  readonly sex: string
  readonly ageBand: string
  readonly count: number
  readonly source: string
  readonly documentNumber: string | null
  readonly referenceDate: LocalDate | null
  readonly status: string | null
}

export const populationVersions = defineTable<PopulationVersion>({
  name: 'population_versions',
  comment: 'Denominators by year, sex and age band, every version with its validity.',
  columns: {
    cell: 'text',
    validFrom: 'instant',
    validTo: 'instant',
    eventId: 'uuid',
    position: 'position',
    region: 'text',
    year: 'integer',
    sex: 'text',
    ageBand: 'text',
    count: 'bigint',
    source: 'text',
    documentNumber: 'text',
    referenceDate: 'date',
    status: 'text',
  },
  key: ['cell', 'validFrom'],
  group: 'cell',
  indexes: ['(region, year)', '(valid_from, position)'],
})

/** The population tables as of any instant. */
export const populationCells: ReadModel = {
  name: 'population-cells',
  version: 1,
  streamPrefix: STREAMS,
  tables: [populationVersions],

  async fold(entries, transaction) {
    const known = entries.filter(({ event }) => event.type !== STREAM_CLOSED)
    for (const { event } of known) if (!isPopulationEvent(event)) throw new UndigestedEvent(event.type, event.version)
    const recorded = known.flatMap(({ event, asOf }) => (isPopulationEvent(event) ? [{ event, asOf, cell: cellOf(event) }] : []))
    const versions = await transaction.rows(
      populationVersions,
      recorded.map(({ cell }) => cell),
    )
    for (const { event, asOf, cell } of recorded) {
      const open = versions.of(cell).find(({ validTo }) => validTo === null)
      if (open && open.validFrom < asOf) versions.put({ ...open, validTo: asOf })
      const { count, source, documentNumber, referenceDate, status, year, sex, ageBand } = event.data
      const counted = { count, source, documentNumber, referenceDate, status, year, sex, ageBand, region: regionOf(event) }
      versions.put({ cell, validFrom: asOf, validTo: null, eventId: event.id, position: event.position, ...counted })
    }
  },
}

function isPopulationEvent(event: Recorded): event is Recorded<PopulationEvent> {
  const versions: Readonly<Record<string, number>> = population.versions
  const newest = versions[event.type]
  return newest !== undefined && event.version <= newest
}

const regionOf = ({ stream }: Recorded): string => stream.slice(STREAMS.length)

const cellOf = (event: Recorded<PopulationEvent>): string => `${regionOf(event)} ${event.data.year} ${event.data.sex} ${event.data.ageBand}`
