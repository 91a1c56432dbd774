import { addDays, addMilliseconds, dateIn, HOUR, instantIn, type Instant, type LocalDate } from '#kernel'

/** The days of the invented stories, counted back from the moment of the fill. Nothing in it lies later than that moment. */
export interface Calendar {
  readonly now: Instant
  readonly zone: string
  /** `HH:MM` of the day so many days ago; 0 is the stories' last day. Office days from the sixth on: a weekend becomes its Friday. */
  day(ago: number, time: string): Instant
  /** The date of that day; negative: days to come */
  date(ago: number): LocalDate
  /** So many hours before now, to the minute */
  hours(ago: number): Instant
  /** The next full hour of the office's day that leaves time to go there */
  upcoming(): Instant
}

/** Before this hour the stories' last day is yesterday: nobody has worked today yet. Times of day 0 lie before it. */
const DAY_HAS_BEGUN = '10:45'
const OPENS = 9
const LAST_HOUR = 15
const OFFICE_DAYS_FROM = 6

export function calendarAt(now: Instant, zone: string): Calendar {
  const today = dateIn(zone, now)
  const lastDay = Date.parse(now) >= Date.parse(instantIn(zone, today, DAY_HAS_BEGUN)) ? today : addDays(today, -1)
  const date = (ago: number): LocalDate => (ago < OFFICE_DAYS_FROM ? addDays(lastDay, -ago) : officeDay(addDays(lastDay, -ago)))
  return {
    now,
    zone,
    date,
    day: (ago, time) => instantIn(zone, date(ago), time),
    hours: (ago) => addMilliseconds(toTheMinute(now), -Math.round(ago * 60) * 60_000),
    upcoming: () => upcoming(now, zone, today),
  }
}

const toTheMinute = (instant: Instant): Instant => new Date(Math.floor(Date.parse(instant) / 60_000) * 60_000).toISOString()

function officeDay(date: LocalDate): LocalDate {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
  return weekday === 6 ? addDays(date, -1) : weekday === 0 ? addDays(date, -2) : date
}

function upcoming(now: Instant, zone: string, today: LocalDate): Instant {
  for (let hour = OPENS; hour <= LAST_HOUR; hour++) {
    const at = instantIn(zone, today, `${String(hour).padStart(2, '0')}:00`)
    if (Date.parse(at) - Date.parse(now) >= HOUR / 2) return at
  }
  return instantIn(zone, addDays(today, 1), '09:00')
}
