import { dateIn, invalid, type LocalDate } from '#kernel'
import { requireDate, requireInstant } from './case-dates'
import type { IncidentWhen } from './codes'
import type { ReceivedWhen } from './intake-forms'

const UNKNOWN: IncidentWhen = { precision: 'tidak_diketahui', from: null, to: null, at: null }

/** @returns the last day of the month of `date` */
const endOfMonth = (date: LocalDate): LocalDate =>
  new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0)).toISOString().slice(0, 10)

/**
 * Checks when an incident was, and gives it the one form in which it is stored: `from` and `to` are the first and the last day
 * it can have been (the whole month, the whole year), `at` stands only with a day.
 * @param received no incident is later than its complaint
 * @throws Refusal `date.invalid`, `date.range`, `time.invalid`, `incident.range`, `incident.time-mismatch`, `incident.after-complaint`
 */
export function normaliseWhen(when: IncidentWhen, received: ReceivedWhen, zone: string, field = 'incident.when'): IncidentWhen {
  if (when.precision === 'tidak_diketahui') return UNKNOWN
  const from = requireDate(when.from ?? '', `${field}.from`)
  const period = periodOf(when, from, field)
  const last = when.precision === 'rentang' ? (period.to ?? from) : (period.from ?? from)
  if (last > received.receivedOn) throw invalid(`${field}.from`, 'incident.after-complaint')
  return { ...period, at: when.precision === 'hari' ? momentOf(when, from, received, zone, field) : null }
}

function periodOf(when: IncidentWhen, from: LocalDate, field: string): IncidentWhen {
  switch (when.precision) {
    case 'rentang': {
      const to = requireDate(when.to ?? '', `${field}.to`)
      if (to < from) throw invalid(`${field}.to`, 'incident.range')
      return { precision: 'rentang', from, to, at: null }
    }
    case 'bulan':
      return { precision: 'bulan', from: `${from.slice(0, 7)}-01`, to: endOfMonth(from), at: null }
    case 'tahun':
      return { precision: 'tahun', from: `${from.slice(0, 4)}-01-01`, to: `${from.slice(0, 4)}-12-31`, at: null }
    case 'hari':
    case 'tidak_diketahui':
      return { precision: 'hari', from, to: from, at: null }
  }
}

function momentOf(when: IncidentWhen, day: LocalDate, received: ReceivedWhen, zone: string, field: string): string | null {
  if (when.at === null) return null
  const at = requireInstant(when.at, `${field}.at`)
  if (dateIn(zone, at) !== day) throw invalid(`${field}.at`, 'incident.time-mismatch')
  if (received.receivedAt !== null && Date.parse(at) > Date.parse(received.receivedAt)) throw invalid(`${field}.at`, 'incident.after-complaint')
  return at
}
