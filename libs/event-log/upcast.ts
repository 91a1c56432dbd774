import type { AnyFact } from '#kernel'

/** An event as it was written: sealed fields are `Sealed` values already, bound to the version they were written under. */
export type RawEvent = AnyFact

/** Brings an event to its present shape; pure. An event it doesn't know comes back as it is. */
export type Upcast = (event: RawEvent) => RawEvent

/** One step of one type: from one schema version to the next. */
export interface Upcaster {
  readonly type: string
  readonly from: number
  /** @returns the event with a higher version, or with another type */
  readonly up: Upcast
}

/**
 * Joins single steps into one function that follows them as far as they lead (v1 → v2 → v3).
 * @throws Error where two steps start at the same type and version, or a step doesn't move on
 */
export function chainUpcasters(steps: readonly Upcaster[]): Upcast {
  const byStart = new Map<string, Upcaster>()
  for (const step of steps) {
    const start = `${step.type} v${step.from}`
    if (byStart.has(start)) throw new Error(`two upcasters from ${start}`)
    byStart.set(start, step)
  }
  return (event) => {
    let current = event
    for (let step = byStart.get(`${current.type} v${current.version}`); step; step = byStart.get(`${current.type} v${current.version}`)) {
      const next = step.up(current)
      if (next.type === current.type && next.version <= current.version) throw new Error(`the upcaster from ${step.type} v${step.from} stands still`)
      current = next
    }
    return current
  }
}
