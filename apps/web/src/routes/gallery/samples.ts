import type { Clock } from '../../components/clock-state'

const hour = 3_600_000

/** A clock that began some hours ago and runs for some hours, seen from the present. */
export function clockFrom(begunHoursAgo: number, lengthHours: number, more: Partial<Clock> = {}): Clock {
  const start = Date.now() - begunHoursAgo * hour
  return { startedAt: new Date(start).toISOString(), dueAt: new Date(start + lengthHours * hour).toISOString(), whose: 'unit', ...more }
}
