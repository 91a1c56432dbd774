import { addDays, instantIn, isLocalDate, type Instant, type LocalDate } from '#kernel'

/** How the dates of a file are written. */
export type DateStyle = 'iso' | 'dmy'

export interface ReadDate {
  readonly date: LocalDate
  /** `HH:MM` in the unit's zone, where it was given */
  readonly time: string | null
  readonly style: DateStyle
}

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}:\d{2})(?::00)?)?$/
const DMY = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d{2}:\d{2})(?::00)?)?$/

/** @returns null for anything but `2024-03-01` or `01/03/2024` (day first), each with `HH:MM` or without. */
export function readDate(text: string): ReadDate | null {
  const iso = ISO.exec(text)
  if (iso) return dated(iso[1], iso[2], iso[3], iso[4], 'iso')
  const dmy = DMY.exec(text)
  if (dmy) return dated(dmy[3], dmy[2], dmy[1], dmy[4], 'dmy')
  return null
}

/** Before this day nothing is recorded: it is a slip of the keyboard. */
const EARLIEST: LocalDate = '1900-01-01'

function dated(year = '', month = '', day = '', time: string | undefined, style: DateStyle): ReadDate | null {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  if (!isLocalDate(date) || date < EARLIEST || (time !== undefined && !/^([01]\d|2[0-3]):[0-5]\d$/.test(time))) return null
  return { date, time: time ?? null, style }
}

export const instantOf = (read: ReadDate, zone: string): Instant | null => (read.time === null ? null : instantIn(zone, read.date, read.time))

/** An incident's date: a day, a range `a..b`, a month (`2024-03`, `03/2024`), a year, or unknown. */
export type ReadIncident =
  | { readonly precision: 'tidak_diketahui' }
  | { readonly precision: 'hari'; readonly day: ReadDate }
  | { readonly precision: 'rentang' | 'bulan' | 'tahun'; readonly from: LocalDate; readonly to: LocalDate }

export const isUnknown = (text: string): boolean => /^tidak[ _]diketahui$/i.test(text)

/** @returns null where it is none of the ways to write an incident's date. */
export function readIncident(text: string): ReadIncident | null {
  if (isUnknown(text)) return { precision: 'tidak_diketahui' }
  const day = readDate(text)
  if (day) return { precision: 'hari', day }
  if (/^(19|20)\d{2}$/.test(text)) return { precision: 'tahun', from: `${text}-01-01`, to: `${text}-12-31` }
  const month = /^(\d{4})-(\d{2})$/.exec(text)
  if (month) return monthOf(month[1], month[2])
  const turned = /^(\d{1,2})\/(\d{4})$/.exec(text)
  if (turned) return monthOf(turned[2], turned[1])
  return rangeOf(text)
}

function monthOf(year = '', month = ''): ReadIncident | null {
  const from = `${year}-${month.padStart(2, '0')}-01`
  if (!isLocalDate(from) || from < EARLIEST) return null
  const next =
    Number(month) === 12 ? `${String(Number(year) + 1).padStart(4, '0')}-01-01` : `${year}-${String(Number(month) + 1).padStart(2, '0')}-01`
  return { precision: 'bulan', from, to: addDays(next, -1) }
}

function rangeOf(text: string): ReadIncident | null {
  const ends = text.split('..')
  const [first, last] = ends.map((end) => readDate(end.trim()))
  if (ends.length !== 2 || !first || !last || last.date < first.date) return null
  return { precision: 'rentang', from: first.date, to: last.date }
}
