/** One clock of a case, as the server tells it; instants in ISO 8601. */
export interface Clock {
  startedAt: string
  dueAt: string
  /** When it was met; absent while it runs. */
  metAt?: string | undefined
  /** Another body's lateness is asked about, it is not the unit's failure. */
  whose: 'unit' | 'other'
  /** The legal warning, where the law has one; else the last third warns. */
  warnAt?: string | undefined
  /** The law counts this one in hours (72 h, 3×24 h), so its words do too. */
  inHours?: boolean | undefined
}

export type ClockKind = 'left' | 'soon' | 'late' | 'ask' | 'met'

export interface ClockReading {
  kind: ClockKind
  /** Left or late, never negative. */
  milliseconds: number
  /** The share of the time that is left, 0 to 1. */
  remaining: number
}

/** Reads a clock at an instant (milliseconds). A clock whose due instant has come is late. */
export function readClock(clock: Clock, now: number): ClockReading {
  const started = Date.parse(clock.startedAt)
  const due = Date.parse(clock.dueAt)
  if (clock.metAt !== undefined) return { kind: 'met', milliseconds: 0, remaining: 0 }
  const left = due - now
  if (left <= 0) return { kind: clock.whose === 'unit' ? 'late' : 'ask', milliseconds: Math.abs(left), remaining: 0 }
  const length = Math.max(due - started, 1)
  const warn = clock.warnAt === undefined ? started + (length * 2) / 3 : Date.parse(clock.warnAt)
  return { kind: now >= warn ? 'soon' : 'left', milliseconds: left, remaining: Math.min(left / length, 1) }
}
