import { Temporal } from '@js-temporal/polyfill'

/** A moment, ISO 8601 in UTC with milliseconds: `2026-11-20T03:42:00.000Z`. */
export type Instant = string

/** A calendar date without a time: `2026-11-20`. Never an instant at midnight. */
export type LocalDate = string

/** The zones of Indonesia (WIB, WITA, WIT) by their IANA names. */
export type TimeZone = 'Asia/Jakarta' | 'Asia/Pontianak' | 'Asia/Makassar' | 'Asia/Jayapura'

export const TIME_ZONES: readonly TimeZone[] = ['Asia/Jakarta', 'Asia/Pontianak', 'Asia/Makassar', 'Asia/Jayapura']

/** The clock is injected; nothing in the libraries reads the machine's time by itself. */
export interface Clock {
  now(): Instant
}

export const systemClock: Clock = { now: () => new Date().toISOString() }

/** A clock that stands still until it is moved. For tests and for replays. */
export class FixedClock implements Clock {
  constructor(private instant: Instant) {}
  now(): Instant {
    return this.instant
  }
  moveTo(instant: Instant): void {
    this.instant = instant
  }
  advance(milliseconds: number): void {
    this.instant = addMilliseconds(this.instant, milliseconds)
  }
}

const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export const addMilliseconds = (instant: Instant, milliseconds: number): Instant => new Date(Date.parse(instant) + milliseconds).toISOString()

/** A stretch of time in which a zone keeps one distance from UTC, in epoch milliseconds; `to` no longer belongs to it. */
interface SteadyOffset {
  readonly from: number
  readonly to: number
  readonly offset: number
}
const STEADY = new Map<string, readonly SteadyOffset[]>()

/** Asks the calendar once a stretch: Indonesia's zones have kept theirs since 1988. */
function steadyAt(zone: string, epoch: number): SteadyOffset {
  const known = STEADY.get(zone) ?? []
  const found = known.find(({ from, to }) => from <= epoch && epoch < to)
  if (found) return found
  const at = Temporal.Instant.fromEpochMilliseconds(epoch).toZonedDateTimeISO(zone)
  const from = at.add({ nanoseconds: 1 }).getTimeZoneTransition('previous')?.epochMilliseconds ?? -Infinity
  const to = at.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity
  const steady = { from, to, offset: at.offsetNanoseconds / 1e6 }
  STEADY.set(zone, [...known, steady])
  return steady
}

/** @returns the calendar date at `instant` in `zone`. */
export function dateIn(zone: string, instant: Instant): LocalDate {
  const epoch = isInstant(instant) ? Date.parse(instant) : Temporal.Instant.from(instant).epochMilliseconds
  return new Date(epoch + steadyAt(zone, epoch).offset).toISOString().slice(0, 10)
}

/** @returns the instant at which `date` begins in `zone`. */
export function startOfDay(zone: string, date: LocalDate): Instant {
  return steadyInstant(zone, date, '00:00') ?? new Date(Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds).toISOString()
}

/** @returns the instant of the wall-clock time `HH:MM` on `date` in `zone`. */
export function instantIn(zone: string, date: LocalDate, time: string): Instant {
  const steady = steadyInstant(zone, date, time)
  if (steady !== null) return steady
  const at = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) })
  return new Date(at.epochMilliseconds).toISOString()
}

/** @returns null where the zone changes its distance from UTC within a day of it, or something is not written as expected */
function steadyInstant(zone: string, date: LocalDate, time: string): Instant | null {
  if (!isLocalDate(date) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return null
  const local = Date.parse(`${date}T${time}:00Z`)
  const { from, to, offset } = steadyAt(zone, local)
  return from <= local - DAY && local + DAY < to ? new Date(local - offset).toISOString() : null
}

/** @returns true where `text` is a date of the calendar written `YYYY-MM-DD`. */
export function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00.000Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** @returns true where `text` is an instant in UTC as this module writes it (milliseconds may be left out). */
export function isInstant(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/.test(text) && !Number.isNaN(Date.parse(text)) && isLocalDate(text.slice(0, 10))
}

/** @returns calendar days from `from` to `to`; negative where `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY)
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)
}

/** @returns completed years from `birth` to `on`; someone born on 29 February turns a year older on 1 March. */
export function completedYears(birth: LocalDate, on: LocalDate): number {
  const years = Number(on.slice(0, 4)) - Number(birth.slice(0, 4))
  return on.slice(5) >= birth.slice(5) ? years : years - 1
}

/**
 * Adds working days: Saturdays, Sundays and the given holidays don't count.
 * @param holidays dates as `YYYY-MM-DD`
 * @returns the instant with the same wall-clock time, `days` working days later in `zone`.
 */
export function addWorkingDays(zone: string, from: Instant, days: number, holidays: ReadonlySet<LocalDate>): Instant {
  let at = Temporal.Instant.from(from).toZonedDateTimeISO(zone)
  for (let left = days; left > 0;) {
    at = at.add({ days: 1 })
    if (at.dayOfWeek <= 5 && !holidays.has(at.toPlainDate().toString())) left--
  }
  return new Date(at.epochMilliseconds).toISOString()
}
