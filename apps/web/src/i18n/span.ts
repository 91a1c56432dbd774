const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

export type Span = { unit: 'days'; days: number } | { unit: 'hours'; hours: number; minutes: number } | { unit: 'minutes'; minutes: number }

/**
 * The words for a stretch of time (milliseconds, its sign ignored): whole days from 24 hours on, else hours and minutes.
 * Rounded down, so that what is left is never promised too long. `inHours` keeps hours for the clocks a law counts in hours.
 */
export function spanOf(milliseconds: number, inHours = false): Span {
  const length = Math.abs(milliseconds)
  if (length >= day && !inHours) return { unit: 'days', days: Math.floor(length / day) }
  if (length >= hour) return { unit: 'hours', hours: Math.floor(length / hour), minutes: Math.floor((length % hour) / minute) }
  return { unit: 'minutes', minutes: Math.floor(length / minute) }
}
