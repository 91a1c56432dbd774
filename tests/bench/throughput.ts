import { performance } from 'node:perf_hooks'

export interface Throughput {
  readonly perSecond: number
  /** Milliseconds */
  readonly p50: number
  /** Milliseconds */
  readonly p99: number
  /** Milliseconds, sorted */
  readonly latencies: readonly number[]
}

/**
 * Runs `work` over and over, `workers` at a time, for about `milliseconds`; each worker waits for its own turn to end.
 * @throws what `work` throws: a failed turn is no turn
 */
export async function throughput(workers: number, milliseconds: number, work: (turn: number) => Promise<unknown>): Promise<Throughput> {
  const latencies: number[] = []
  const start = performance.now()
  const end = start + milliseconds
  let turn = 0
  const worker = async (): Promise<void> => {
    for (let began = performance.now(); began < end; began = performance.now()) {
      await work(turn++)
      latencies.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: workers }, worker))
  const seconds = (performance.now() - start) / 1_000
  latencies.sort((a, b) => a - b)
  const [p50, p99] = [hundredth(percentile(latencies, 0.5)), hundredth(percentile(latencies, 0.99))]
  return { perSecond: latencies.length / seconds, p50, p99, latencies }
}

/** @returns the value that the given share of the sorted values doesn't exceed */
export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1))] ?? 0

export const median = (values: readonly number[]): number =>
  percentile(
    [...values].sort((a, b) => a - b),
    0.5,
  )

export const hundredth = (value: number): number => Math.round(value * 100) / 100
