import type { LocalDate } from '#kernel'
import { instantOf, readDate, readIncident, type ReadDate } from './dates'
import { knownCode, partsOf } from './read-codes'
import type { RegisterComplaint, RegisterService, RowReading, When } from './row'

/** @returns the complaint's day and moment; null, and a fault, where it is no date or lies in the future. */
export function readReceived(row: RowReading): Pick<RegisterComplaint, 'on' | 'at'> | null {
  const text = row.cells.tanggal_pengaduan
  if (text === '') {
    row.fail('tanggal_pengaduan', 'cell.required')
    return null
  }
  const read = readDate(text)
  if (!read) {
    row.fail('tanggal_pengaduan', 'date.malformed')
    return null
  }
  row.styles.add(read.style)
  if (isFuture(row, read.date)) {
    row.fail('tanggal_pengaduan', 'date.future', { today: row.options.today })
    return null
  }
  return { on: read.date, at: instantOf(read, row.options.zone) }
}

const isFuture = (row: RowReading, date: LocalDate): boolean => date > row.options.today

/** @returns when it happened; null, and a fault, where it can't be read or lies after the complaint. */
export function readWhen(row: RowReading, received: Pick<RegisterComplaint, 'on' | 'at'> | null): When | null {
  const text = row.cells.tanggal_kejadian
  if (text === '') {
    row.fail('tanggal_kejadian', 'cell.required', { expected: 'tidak diketahui' })
    return null
  }
  const incident = readIncident(text)
  if (!incident) {
    row.fail('tanggal_kejadian', 'date.malformed', { expected: 'tidak diketahui' })
    return null
  }
  const when = whenOf(row, incident)
  if (received && when.from !== null && isAfter(when, received)) {
    row.fail('tanggal_kejadian', 'incident.after-complaint', { complaint: received.on })
    return null
  }
  return when
}

function whenOf(row: RowReading, incident: NonNullable<ReturnType<typeof readIncident>>): When {
  switch (incident.precision) {
    case 'tidak_diketahui':
      return { precision: 'tidak_diketahui', from: null, to: null, at: null }
    case 'hari':
      row.styles.add(incident.day.style)
      return { precision: 'hari', from: incident.day.date, to: incident.day.date, at: instantOf(incident.day, row.options.zone) }
    default:
      return { precision: incident.precision, from: incident.from, to: incident.to, at: null }
  }
}

function isAfter(when: When, received: Pick<RegisterComplaint, 'on' | 'at'>): boolean {
  const last = when.precision === 'rentang' ? when.to : when.from
  if (last !== null && last > received.on) return true
  return when.at !== null && received.at !== null && when.at > received.at
}

/** @returns each service with its own day: `kesehatan@2024-03-01;konseling@2024-03-08`. */
export function readServices(row: RowReading, received: LocalDate | null): readonly RegisterService[] {
  const services: RegisterService[] = []
  for (const part of partsOf(row.cells.layanan)) {
    const [name = '', date = '', ...more] = part.split('@').map((text) => text.trim())
    const read = readDate(date)
    if (!read || more.length > 0) {
      row.fail('layanan', 'service.malformed')
      continue
    }
    const service = knownCode(row, 'layanan', name.toLowerCase().replace(/\s+/g, '_'), row.options.lists.services)
    if (service === null || !isServiceDay(row, read, service, received)) continue
    services.push({ service, on: read.date })
  }
  return services
}

function isServiceDay(row: RowReading, read: ReadDate, service: string, received: LocalDate | null): boolean {
  row.styles.add(read.style)
  if (isFuture(row, read.date)) row.fail('layanan', 'date.future', { service, today: row.options.today })
  else if (received !== null && read.date < received) row.fail('layanan', 'service.before-complaint', { service, complaint: received })
  else return true
  return false
}

/** @returns the day the services ended; null where they go on, or, with a fault, where status and date disagree. */
export function readEnding(row: RowReading, received: LocalDate | null): LocalDate | null {
  const status = knownStatus(row)
  const text = row.cells.tanggal_selesai
  if (text === '') {
    if (status === 'selesai') row.fail('tanggal_selesai', 'ending.without-date')
    return null
  }
  const read = readDate(text)
  if (!read) {
    row.fail('tanggal_selesai', 'date.malformed')
    return null
  }
  row.styles.add(read.style)
  if (status === 'proses') row.fail('status', 'ending.without-status')
  if (isFuture(row, read.date)) row.fail('tanggal_selesai', 'date.future', { today: row.options.today })
  else if (received !== null && read.date < received) row.fail('tanggal_selesai', 'ending.before-complaint', { complaint: received })
  return read.date
}

const STATUSES: ReadonlySet<string> = new Set(['proses', 'selesai'])

function knownStatus(row: RowReading): string | null {
  const text = row.cells.status.toLowerCase()
  if (text !== '') return knownCode(row, 'status', text, STATUSES)
  row.fail('status', 'cell.required', { expected: 'proses, selesai' })
  return null
}
