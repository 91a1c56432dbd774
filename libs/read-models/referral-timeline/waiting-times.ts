/** A duration that is known, or known to be at least so long because the end has not come yet. */
export interface Duration {
  readonly days: number
  readonly atLeast: boolean
}

/** A figure over durations: `atLeast` prints as "> N hari". */
export interface Quantile {
  readonly days: number
  readonly atLeast: boolean
}

/**
 * The median, the unanswered counting as at least their age. Where what is still open could move it, only a lower bound is
 * known. Source: definitions of the indicators, "Times".
 */
export const median = (durations: readonly Duration[]): Quantile | null =>
  quantile(durations, (sorted) => {
    const upper = sorted[Math.floor(sorted.length / 2)] ?? 0
    const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
    return (upper + lower) / 2
  })

/** The 90th percentile by nearest rank; otherwise as `median`. */
export const p90 = (durations: readonly Duration[]): Quantile | null =>
  quantile(durations, (sorted) => sorted[Math.ceil(sorted.length * 0.9) - 1] ?? 0)

function quantile(durations: readonly Duration[], take: (sorted: readonly number[]) => number): Quantile | null {
  if (durations.length === 0) return null
  const ascending = (a: number, b: number): number => a - b
  const least = take(durations.map(({ days }) => days).sort(ascending))
  const most = take(durations.map(({ days, atLeast }) => (atLeast ? Number.MAX_SAFE_INTEGER : days)).sort(ascending))
  return { days: least, atLeast: least !== most }
}
