import type {
  ComplaintForm,
  Identity,
  IncidentForm,
  IncidentWhen,
  PerpetratorForm,
  RelatedPersonForm,
  SafeContactForm,
  Sex,
  VictimForm,
} from '#cases'
import { dateIn, type Instant } from '#kernel'
import type { Calendar } from './calendar'

// Invented people who look invented: no name, number or place of theirs can be anybody's.

export type Kecamatan = 'Hilir Contoh' | 'Telaga Contoh' | 'Bukit Contoh' | 'Pesisir Contoh'

const numbered = (label: string, number: number): string => `${label} Sintetis ${String(number).padStart(3, '0')}`

/** NIK begin with 00, which no district has; the numbers 0800-0000 are nobody's. */
const identity = (name: string, number: number): Identity => ({
  name,
  nik: `00${String(number).padStart(14, '0')}`,
  phone: `0800-0000-${String(number).padStart(4, '0')}`,
  address: `Jalan Karangan ${String(number).padStart(3, '0')}`,
})

const UNKNOWN: Identity = { name: null, nik: null, phone: null, address: null }

type MoreOfVictim = Partial<VictimForm['circumstances']> & { readonly contact?: SafeContactForm }

/** @param years at the incident */
export function victim(number: number, sex: Sex, years: number | null, kecamatan: Kecamatan | null, more: MoreOfVictim = {}): VictimForm {
  const { contact = null, ...circumstances } = more
  return {
    identity: identity(numbered('Korban', number), number),
    sex,
    age: { birthDate: null, years, statedFor: 'kejadian' },
    kecamatan,
    circumstances: { desa: 'Desa Contoh', education: null, marital: null, occupation: null, disability: null, ...circumstances },
    safeContact: contact,
  }
}

/** Of whom nothing is known yet. */
export const unknownVictim: VictimForm = {
  identity: UNKNOWN,
  sex: 'tidak_diketahui',
  age: { birthDate: null, years: null, statedFor: 'pengaduan' },
  kecamatan: null,
  circumstances: { desa: null, education: null, marital: null, occupation: null, disability: null },
  safeContact: null,
}

export const whatsappFrom = (from: string, to: string, codePhrase: string): SafeContactForm => ({
  ...{ method: 'whatsapp', days: [1, 2, 3, 4, 5], from, to },
  ...{ whoMayAnswer: 'korban_saja', detail: null, codePhrase },
})

export const phoneThrough = (whoMayAnswer: string, detail: string): SafeContactForm => ({
  ...{ method: 'telepon', days: [1, 2, 3, 4, 5, 6], from: '08:00', to: '16:00' },
  ...{ whoMayAnswer, detail, codePhrase: null },
})

export const kin = (
  number: number,
  label: 'Ibu' | 'Ayah' | 'Nenek' | 'Kerabat',
  role: RelatedPersonForm['role'] = 'keluarga',
): RelatedPersonForm => ({
  role,
  inConflict: false,
  identity: identity(numbered(label, number), number + 5000),
})

export const reporter = (number: number): Identity => identity(numbered('Pelapor', number), number + 7000)

/** Terlapor, with the relation to every victim of the form. */
export interface Alleged {
  readonly person: PerpetratorForm
  readonly relation: string
  readonly sharedHousehold: boolean | null
}

export const alleged = (number: number, sex: Sex, years: number | null, relation: string, sharedHousehold: boolean | null = null): Alleged => ({
  person: { identity: { ...UNKNOWN, name: numbered('Terlapor', number) }, sex, years },
  relation,
  sharedHousehold,
})

export const unknownAlleged: Alleged = {
  person: { identity: UNKNOWN, sex: 'tidak_diketahui', years: null },
  relation: 'tidak_diketahui',
  sharedHousehold: null,
}

export const onDate = (date: string): IncidentWhen => ({ precision: 'hari', from: date, to: date, at: null })
export const atMoment = (calendar: Calendar, at: Instant): IncidentWhen => ({ ...onDate(dateIn(calendar.zone, at)), at })
export const inRange = (from: string, to: string): IncidentWhen => ({ precision: 'rentang', from, to, at: null })
export const inMonthOf = (date: string): IncidentWhen => ({ precision: 'bulan', from: date, to: null, at: null })
export const someTime: IncidentWhen = { precision: 'tidak_diketahui', from: null, to: null, at: null }

export function incident(when: IncidentWhen, place: string, forms: readonly string[], more: Partial<IncidentForm> = {}): IncidentForm {
  return { when, place, forms, flags: [], sexualForms: [], kdrt: null, kdrtReason: null, ...more }
}

interface Told extends Pick<ComplaintForm, 'channel' | 'reporterKind' | 'urgency' | 'victims'> {
  readonly reporter?: Identity
  readonly alleged?: readonly Alleged[]
  readonly kin?: readonly RelatedPersonForm[]
  readonly incident?: IncidentForm
  readonly chronology?: string
}

/** A complaint as somebody at the desk types it in; the duty to report is explained before the account is taken. */
export function complaint(told: Told): Omit<ComplaintForm, 'receivedAt' | 'receivedOn' | 'number' | 'externalNumber'> {
  const { channel, reporterKind, urgency, victims, alleged: perpetrators = [], kin: relatedPersons = [] } = told
  return {
    ...{ channel, reporterKind, urgency, victims, relatedPersons },
    reporter: told.reporter ?? null,
    perpetrators: perpetrators.map(({ person }) => person),
    relations: victims.flatMap((_, at) =>
      perpetrators.map(({ relation, sharedHousehold }, index) => ({ victim: at, perpetrator: index, relation, sharedHousehold })),
    ),
    incident: told.incident ?? null,
    chronology: told.chronology ?? null,
    dutyExplainedTo: told.chronology === undefined ? null : reporterKind === 'korban' ? 'korban' : 'pelapor',
  }
}
