import type { SafeContact } from '../../api/cases'
import { wallTime } from '../../forms/instant'
import { dayOf } from '../../i18n/time'

/** Day of the week of a calendar day: 1 Monday … 7 Sunday. */
const weekday = (day: string): number => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1

/**
 * Whether a victim may be contacted at an instant, as she said: her days, from an hour to an hour on the unit's clock.
 * No days is every day, no hours is any time. Hours over midnight (22.00–05.00) belong to the evening's day.
 */
export function isInSafeWindow({ days, from, to }: Pick<SafeContact, 'days' | 'from' | 'to'>, instant: Date, zone: string): boolean {
  const time = wallTime(instant, zone)
  const overMidnight = from !== null && to !== null && from > to
  const afterMidnight = overMidnight && time < to
  const today = weekday(dayOf(instant, zone))
  const counted = afterMidnight ? ((today + 5) % 7) + 1 : today
  if (days.length > 0 && !days.includes(counted)) return false
  if (overMidnight) return time >= from || time < to
  return (from === null || time >= from) && (to === null || time < to)
}
