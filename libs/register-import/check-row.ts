import { completedYears, type LocalDate } from '#kernel'
import { isUnknown, readDate, type DateStyle } from './dates'
import { shownContent, type Fault } from './fault'
import { readCode, readCodes, readSex, readYears, readYesNo } from './read-codes'
import { readEnding, readReceived, readServices, readWhen } from './read-dates'
import type { CheckOptions, RegisterComplaint, RegisterRow, RowReading, When } from './row'
import type { TableRow } from './table'

export interface CheckedRow {
  /** null where something is wrong with it */
  readonly row: RegisterRow | null
  /** what could be read of the complaint, to be compared within its number even where the row is wrong */
  readonly complaint: RegisterComplaint | null
  readonly faults: readonly Fault[]
}

/** As the case takes it: letters, digits and `. / _ -`, without spaces. */
const NUMBER = /^[\p{L}\p{N}][\p{L}\p{N}./_-]{0,39}$/u

/** Reads every column of one row and names everything that is wrong with it, not only the first thing. */
export function checkRow({ line, cells }: TableRow, options: CheckOptions, styles: Set<DateStyle>): CheckedRow {
  const faults: Fault[] = []
  const reading: RowReading = {
    cells,
    options,
    styles,
    fail: (column, code, params = {}) => faults.push({ line, column, content: shownContent(cells, column), code, params }),
  }
  const number = readNumber(reading)
  const received = readReceived(reading)
  const channel = readCode(reading, 'kanal', options.lists.channels)
  const complaint = received && channel !== null ? { ...received, channel } : null
  const when = readWhen(reading, received)
  const sex = readSex(reading, 'jenis_kelamin')
  const age = readAge(reading, when, received?.on ?? null)
  const nik = readNik(reading)
  const kecamatan = readKecamatan(reading)
  requireLength(reading, 'nama_korban', 200)
  requireLength(reading, 'desa', 100)
  const forms = readCodes(reading, 'jenis_kekerasan', options.lists.forms)
  const kdrt = readYesNo(reading, 'kdrt')
  const place = readCode(reading, 'tempat_kejadian', options.lists.places)
  const perpetrator = readPerpetrator(reading)
  const services = readServices(reading, received?.on ?? null)
  const endedOn = readEnding(reading, received?.on ?? null)

  const known = complaint && when && age && sex && place !== null && kdrt !== null
  if (faults.length > 0 || !known) return { row: null, complaint, faults }
  const victim = { name: textOrNull(cells.nama_korban), nik, sex, ...age, kecamatan, desa: textOrNull(cells.desa) }
  return {
    row: { line, number, complaint, victim, incident: { when, forms, kdrt, place }, perpetrator, services, endedOn, cells },
    complaint,
    faults,
  }
}

const textOrNull = (text: string): string | null => (text === '' || isUnknown(text) ? null : text)

function readNumber(row: RowReading): string {
  const number = row.cells.nomor_register
  if (number === '') row.fail('nomor_register', 'cell.required')
  else if (!NUMBER.test(number)) row.fail('nomor_register', 'number.malformed', { limit: 40 })
  return number
}

/** A sub-district stands in the open, so an address must not slip in: letters, no digits, at most 60. */
function readKecamatan(row: RowReading): string | null {
  const kecamatan = textOrNull(row.cells.kecamatan)
  if (kecamatan !== null && !/^\p{L}[\p{L}\p{M} .,'’()/-]{0,59}$/u.test(kecamatan)) row.fail('kecamatan', 'kecamatan.malformed')
  return kecamatan
}

/** Names and villages are kept as they are written, within the length the case takes. */
function requireLength(row: RowReading, column: 'nama_korban' | 'desa', limit: number): void {
  const found = row.cells[column].length
  if (found > limit) row.fail(column, 'cell.too-long', { limit, found })
}

function readNik(row: RowReading): string | null {
  const nik = row.cells.nik_korban
  if (nik === '' || isUnknown(nik)) return null
  if (!/^\d{16}$/.test(nik)) row.fail('nik_korban', 'nik.malformed', { digits: 16, found: nik.length })
  return nik
}

/** Birth date or stated age; a stated age is taken as the age at the incident (counting rules of the domain). */
function readAge(row: RowReading, when: When | null, received: LocalDate | null): Pick<RegisterRow['victim'], 'birthDate' | 'years'> | null {
  const { tanggal_lahir: birth, umur } = row.cells
  const birthDate = birth === '' || isUnknown(birth) ? null : readBirthDate(row, birth, when, received)
  if (birthDate === false) return null
  if (umur === '') {
    if (birthDate === null && !isUnknown(birth)) {
      row.fail('umur', 'age.missing', { expected: 'tidak diketahui' })
      return null
    }
    return { birthDate, years: null }
  }
  const years = readYears(row, 'umur')
  if (years === null) return null
  if (years !== 'unknown' && birthDate !== null && received !== null && contradicts(years, birthDate, when, received)) {
    row.fail('umur', 'age.contradicts-birth-date')
    return null
  }
  return { birthDate, years: years === 'unknown' || birthDate !== null ? null : years }
}

/** A stated age may be that at the incident or that on the day of the complaint, or any in between. */
function contradicts(years: number, birthDate: LocalDate, when: When | null, received: LocalDate): boolean {
  return years < completedYears(birthDate, when?.from ?? received) || years > completedYears(birthDate, received)
}

function readBirthDate(row: RowReading, text: string, when: When | null, received: LocalDate | null): LocalDate | false {
  const read = readDate(text)
  if (!read || read.time !== null) {
    row.fail('tanggal_lahir', 'date.malformed')
    return false
  }
  row.styles.add(read.style)
  const latest = when?.to ?? received
  if (read.date > row.options.today) row.fail('tanggal_lahir', 'date.future', { today: row.options.today })
  else if (latest !== null && read.date > latest) row.fail('tanggal_lahir', 'birth.after-incident')
  else if (received !== null && completedYears(read.date, received) > 120) row.fail('tanggal_lahir', 'age.range', { least: 0, most: 120 })
  else return read.date
  return false
}

function readPerpetrator(row: RowReading): RegisterRow['perpetrator'] {
  const { hubungan_pelaku: relation, jenis_kelamin_pelaku: sex, umur_pelaku: years } = row.cells
  if (relation === '' && sex === '' && years === '') return null
  const code = readCode(row, 'hubungan_pelaku', row.options.lists.relations)
  const readSexOf = sex === '' ? 'tidak_diketahui' : readSex(row, 'jenis_kelamin_pelaku')
  const age = years === '' ? 'unknown' : readYears(row, 'umur_pelaku')
  return code === null || readSexOf === null || age === null ? null : { relation: code, sex: readSexOf, years: age === 'unknown' ? null : age }
}
