import type { Upcast, Upcaster } from '#kernel'

export type { RawEvent, Upcast, Upcaster } from '#kernel'

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
  if (byStart.size === 0) return (event) => event
  return (event) => {
    let current = event
    let taken = 0
    for (let step = byStart.get(`${current.type} v${current.version}`); step; step = byStart.get(`${current.type} v${current.version}`)) {
      const next = step.up(current)
      const still = next.type === current.type && next.version <= current.version
      if (still || ++taken > byStart.size) throw new Error(`the upcaster from ${step.type} v${step.from} stands still or goes round`)
      current = next
    }
    return current
  }
}
