import { completedYears, invalid, type LocalDate } from '#kernel'
import type { AgeBand, AgeClass, AgeFinding, AgeFlag, IncidentWhen } from './codes'
import type { Maturity } from './consent'
import type { StatedAge } from './subjects'

// The counting rules of `domain.md`: under 18 at the incident is a child; what lies on both sides of 18 is never guessed.

const ADULT = 18
const OLDEST = 120

const BANDS: readonly (readonly [first: number, band: AgeBand])[] = [
  [60, '60+'],
  [45, '45-59'],
  [25, '25-44'],
  [18, '18-24'],
  [13, '13-17'],
  [6, '6-12'],
  [0, '0-5'],
]

/** The least and the greatest number of completed years that what is known allows. */
interface Years {
  readonly least: number
  readonly most: number
}

/** The age found, what of it may stand in the open, and the years where they are certain. */
export interface AgeAtIncident {
  readonly finding: AgeFinding
  readonly years: number | null
}

const UNKNOWN: AgeAtIncident = {
  finding: { ageClass: 'tidak_diketahui', ageBand: 'tidak_diketahui', ageFlags: [], basis: 'tidak_diketahui' },
  years: null,
}

/**
 * @param incident null where none is recorded; counts as an unknown date
 * @param receivedOn day of the complaint in the unit's zone, which stands in for an unknown date of the incident
 * @throws Refusal `age.range` (not 0..120), `age.birth-after-incident`
 */
export function ageAtIncident(age: StatedAge, incident: IncidentWhen | null, receivedOn: LocalDate, field = 'age'): AgeAtIncident {
  const { from, to } = daysOf(incident, receivedOn)
  if (age.birthDate !== null) return found(yearsFromBirth(age.birthDate, from, to, field), 'tanggal_lahir')
  if (age.years === null) return UNKNOWN
  requireYears(age.years, `${field}.years`)
  if (age.statedFor === 'kejadian') return found({ least: age.years, most: age.years }, 'disebut_saat_kejadian')
  const least = yearsAt(from, age.years, receivedOn).least
  const most = yearsAt(to, age.years, receivedOn).most
  if (most < 0) throw invalid(`${field}.years`, 'age.birth-after-incident')
  return found({ least: Math.max(least, 0), most }, 'disebut_saat_pengaduan')
}

/**
 * How far somebody can speak for herself on `today`.
 * @param statedOn the day on which stated years were true
 * @param assentAge from which age on a child is asked; 6 to 7 counts as asked, because "belum mampu" is an answer
 */
export function maturityOn(today: LocalDate, age: StatedAge, statedOn: LocalDate, assentAge: number): Maturity {
  if (age.birthDate === null && age.years === null) return 'tidak_diketahui'
  const exact = age.birthDate === null ? null : completedYears(age.birthDate, today)
  const { least, most } = exact === null ? yearsAt(today, age.years ?? 0, statedOn) : { least: exact, most: exact }
  if (least >= ADULT) return 'dewasa'
  if (most >= ADULT) return 'tidak_diketahui'
  return most >= assentAge ? 'anak' : 'anak_kecil'
}

/** The incident that an age is found at: the earliest whose date is known. */
export function earliestOf(incidents: readonly IncidentWhen[]): IncidentWhen | null {
  let earliest: IncidentWhen | null = null
  for (const incident of incidents) {
    if (incident.from !== null && (earliest === null || earliest.from === null || incident.from < earliest.from)) earliest = incident
  }
  return earliest ?? incidents[0] ?? null
}

/** @throws Refusal `age.range` where it isn't a whole number from 0 to 120 */
export function requireYears(years: number, field: string): void {
  if (!Number.isInteger(years) || years < 0 || years > OLDEST) throw invalid(field, 'age.range', { min: 0, max: OLDEST })
}

/** The first and the last day the incident can have been; a range counts by its start, and nothing happened after the complaint. */
function daysOf(incident: IncidentWhen | null, receivedOn: LocalDate): { readonly from: LocalDate; readonly to: LocalDate } {
  if (incident === null || incident.from === null) return { from: receivedOn, to: receivedOn }
  const { from, precision } = incident
  if (precision !== 'bulan' && precision !== 'tahun') return { from, to: from }
  const to = incident.to ?? from
  return { from, to: to < receivedOn ? to : receivedOn }
}

function yearsFromBirth(birth: LocalDate, from: LocalDate, to: LocalDate, field: string): Years {
  if (birth > to) throw invalid(`${field}.birthDate`, 'age.birth-after-incident')
  const years = { least: completedYears(birth, birth > from ? birth : from), most: completedYears(birth, to) }
  requireYears(years.most, `${field}.birthDate`)
  return years
}

/** Somebody has `years` on `statedOn` and an unknown birthday: between which years does the age lie on `day`? */
function yearsAt(day: LocalDate, years: number, statedOn: LocalDate): Years {
  const apart = Number(day.slice(0, 4)) - Number(statedOn.slice(0, 4))
  const birthdayMayLieBetween = (a: string, b: string): boolean => a < b
  const least = years + apart - (birthdayMayLieBetween(day.slice(5), statedOn.slice(5)) ? 1 : 0)
  const most = years + apart + (birthdayMayLieBetween(statedOn.slice(5), day.slice(5)) ? 1 : 0)
  return { least, most }
}

function found({ least, most }: Years, basis: AgeFinding['basis']): AgeAtIncident {
  const ageClass: AgeClass = most < ADULT ? 'anak' : least >= ADULT ? 'dewasa' : 'batas_umur'
  const ageBand = bandOf(least) === bandOf(most) ? bandOf(least) : 'tidak_diketahui'
  return { finding: { ageClass, ageBand, ageFlags: flagsOf(least, most), basis }, years: least === most ? least : null }
}

const bandOf = (years: number): AgeBand => BANDS.find(([first]) => years >= first)?.[1] ?? 'tidak_diketahui'

/** The bounds of the social-affairs ministry; a flag stands only where it is certain. */
function flagsOf(least: number, most: number): readonly AgeFlag[] {
  const flags: AgeFlag[] = []
  if (most <= 5) flags.push('balita')
  if (least >= 6 && most <= 18) flags.push('ampk')
  if (least >= 12 && most < 18) flags.push('abh')
  return flags
}
