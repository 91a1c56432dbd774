export type Language = 'id' | 'en'

const locale: Record<Language, string> = { id: 'id-ID', en: 'en-GB' }
const zoneLabels: Record<string, string> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Pontianak': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Ujung_Pandang': 'WITA',
  'Asia/Jayapura': 'WIT',
}

/** The office's name of an Indonesian time zone; another zone is named by its own id. */
export function zoneLabel(zone: string): string {
  return zoneLabels[zone] ?? zone
}

/** An instant (ISO 8601 with offset, or a Date) as the clock on the unit's wall: `10.42`. */
export function formatTime(instant: string | Date, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone }).formatToParts(
    new Date(instant),
  )
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? ''
  return `${part('hour')}.${part('minute')}`
}

/** The calendar day (`YYYY-MM-DD`) on which an instant falls in a zone. */
export function dayOf(instant: string | Date, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: zone }).format(new Date(instant))
}

export type DayStyle = 'short' | 'shortYear' | 'long' | 'weekday'

const dayStyles: Record<DayStyle, Intl.DateTimeFormatOptions> = {
  short: { day: 'numeric', month: 'short' },
  shortYear: { day: 'numeric', month: 'short', year: 'numeric' },
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  weekday: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
}

/** A calendar day: `20 Nov`, `20 Nov 2026`, `20 November 2026`, `Jumat, 20 November 2026`. A day has no zone. */
export function formatDay(day: string, style: DayStyle, language: Language): string {
  return new Intl.DateTimeFormat(locale[language], { ...dayStyles[style], timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
}

/** Whole calendar days from one day to another; negative backwards. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** `20/11/2026`, as it is typed in a form. */
export function writeDay(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-')
  return `${date}/${month}/${year}`
}

/** Reads `20/11/2026`, `20-11-2026`, `20.11.2026` or `2026-11-20`; undefined when it is no day of the calendar. */
export function readDay(text: string): string | undefined {
  const trimmed = text.trim()
  const [, date, month, year] = /^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})$/.exec(trimmed) ?? []
  const [, isoYear, isoMonth, isoDate] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(trimmed) ?? []
  const [y, m, d] = [Number(year ?? isoYear), Number(month ?? isoMonth), Number(date ?? isoDate)]
  const value = new Date(Date.UTC(y, m - 1, d))
  if (Number.isNaN(value.getTime()) || value.getUTCMonth() !== m - 1 || value.getUTCDate() !== d) return undefined
  return value.toISOString().slice(0, 10)
}

/** Reads `10.42`, `10:42`, `1042` or `9`; gives `HH:MM`, or undefined when it is no time of the day. */
export function readTime(text: string): string | undefined {
  const [, hour, minute = '00'] = /^(\d{1,2})(?:[.:]?(\d{2}))?$/.exec(text.trim()) ?? []
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined
  return `${hour.padStart(2, '0')}:${minute}`
}
