import type { BenchRow } from './bench-row'
import { hundredth, median, percentile, throughput, type Throughput } from './throughput'

/** Milliseconds of each slice */
const SLICE = 150
const ROUNDS = 25
const WARM_UP = 500

export type Work = (turn: number) => Promise<unknown>

/** Runs all of them slice by slice, in turns, so that a busy machine slows each alike. @returns the slices of each */
export async function inTurns<Name extends string>(
  workers: number,
  works: Readonly<Record<Name, Work>>,
): Promise<Record<Name, readonly Throughput[]>> {
  const named = Object.entries<Work>(works)
  const slices = Object.fromEntries(named.map(([name]) => [name, [] as Throughput[]])) as Record<Name, Throughput[]>
  for (const [, work] of named) await throughput(workers, WARM_UP, work)
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, work] of named) slices[name as Name].push(await throughput(workers, SLICE, work))
  }
  return slices
}

/** Each slice of ours is held against the one of the floor beside it; the middle ratio counts. */
export function rowOfTurns(name: string, unit: string, floor: readonly Throughput[], ours: readonly Throughput[]): BenchRow {
  const [floors, found] = [latenciesOf(floor), latenciesOf(ours)]
  return {
    name,
    floor: Math.round(median(floor.map(({ perSecond }) => perSecond))),
    ours: Math.round(median(ours.map(({ perSecond }) => perSecond))),
    ratio: hundredth(median(ours.map(({ perSecond }, round) => perSecond / (floor[round]?.perSecond ?? NaN)))),
    unit,
    p50: hundredth(percentile(found, 0.5)),
    p99: hundredth(percentile(found, 0.99)),
    floorP50: hundredth(percentile(floors, 0.5)),
    floorP99: hundredth(percentile(floors, 0.99)),
  }
}

const latenciesOf = (slices: readonly Throughput[]): readonly number[] => slices.flatMap(({ latencies }) => latencies).sort((a, b) => a - b)

/** @returns `1 writer`, `16 writers` */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count > 1 ? 's' : ''}`
