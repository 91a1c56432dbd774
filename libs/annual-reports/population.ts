import { invalid, type Decider, type Fact, type LocalDate, type Open } from '#kernel'

// Denominators, in a stream `population-<region>`. A later count for the same cell is a new version; both are kept.

/** One cell of a population table. */
export interface PopulationCell {
  readonly year: number
  /** `LP` counts both together */
  readonly sex: 'P' | 'L' | 'LP'
  /** `0-17`, `18+`, `semua`, or `rumah_tangga` where households are counted */
  readonly ageBand: string
}

/** A cell's count with where it stands written. */
export interface PopulationCount extends PopulationCell {
  readonly count: number
  /** BPS, Dukcapil, … */
  readonly source: string
  readonly documentNumber: string | null
  readonly referenceDate: LocalDate | null
  /** null: the source does not say */
  readonly status: 'sementara' | 'tetap' | null
}

export type PopulationRecorded = Fact<
  'PopulationRecorded',
  1,
  {
    readonly year: Open<number>
    readonly sex: Open<PopulationCell['sex']>
    readonly ageBand: Open<string>
    readonly count: Open<number>
    readonly source: Open<string>
    readonly documentNumber: Open<string | null>
    readonly referenceDate: Open<LocalDate | null>
    readonly status: Open<PopulationCount['status']>
  }
>

export type PopulationEvent = PopulationRecorded
export interface RecordPopulation {
  readonly type: 'recordPopulation'
  readonly counts: readonly PopulationCount[]
}

/** The newest version of each cell. */
export type PopulationState = Readonly<Record<string, PopulationCount>>

export const cellKey = ({ year, sex, ageBand }: PopulationCell): string => `${year} ${sex} ${ageBand}`

const AGE_BAND = /^(\d{1,3}-\d{1,3}|\d{1,3}\+|semua|rumah_tangga)$/

/** One decider and what a command handler needs around it. */
export const population: Decider<PopulationState, RecordPopulation, PopulationEvent> & {
  readonly prefix: string
  readonly versions: Readonly<Record<PopulationEvent['type'], number>>
} = {
  prefix: 'population',
  versions: { PopulationRecorded: 1 },
  initial: {},

  /** What stands there already is not recorded again. @throws Refusal `population.count`, `population.age-band`, `population.source` */
  decide({ counts }, state) {
    const newest = new Map(Object.entries(state))
    return counts.flatMap((count, at): PopulationEvent[] => {
      if (!Number.isSafeInteger(count.count) || count.count < 0) throw invalid(`counts[${at}].count`, 'population.count')
      if (!AGE_BAND.test(count.ageBand)) throw invalid(`counts[${at}].ageBand`, 'population.age-band')
      if (count.source.trim() === '') throw invalid(`counts[${at}].source`, 'population.source')
      const known = newest.get(cellKey(count))
      if (known && isSame(known, count)) return []
      newest.set(cellKey(count), count)
      const { year, sex, ageBand, source, documentNumber, referenceDate, status } = count
      return [
        { type: 'PopulationRecorded', version: 1, data: { year, sex, ageBand, count: count.count, source, documentNumber, referenceDate, status } },
      ]
    })
  },

  evolve: (state, { data }) => ({ ...state, [cellKey(data)]: data }),
}

function isSame(a: PopulationCount, b: PopulationCount): boolean {
  return (
    a.count === b.count &&
    a.source === b.source &&
    a.documentNumber === b.documentNumber &&
    a.referenceDate === b.referenceDate &&
    a.status === b.status
  )
}
