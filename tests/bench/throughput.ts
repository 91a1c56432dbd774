import { performance } from 'node:perf_hooks'

export interface Throughput {
  readonly perSecond: number
  /** Milliseconds */
  readonly p50: number
  /** Milliseconds */
  readonly p99: number
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
  return { perSecond: latencies.length / seconds, p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) }
}

/** @returns the value that the given share of the sorted values doesn't exceed, to a hundredth */
function percentile(sorted: readonly number[], share: number): number {
  const value = sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0
  return Math.round(value * 100) / 100
}
