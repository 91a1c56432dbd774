import { Sealed, type Refusal } from '#kernel'
import { complaintForm, incidentForm, person, refusalOf, victimForm } from '#testing'
import type { IncidentWhen } from './codes'
import {
  buildAddVictim,
  buildCorrectIncident,
  buildCorrectReceivedDate,
  buildCorrectVictim,
  buildReceiveComplaint,
  buildRecordIncident,
  buildSetSafeContact,
} from './intake'
import type { ComplaintForm, SafeContactForm } from './intake-forms'
import { statedOn } from './intake-people'

const context = { commandId: '00000000-0000-4000-8000-0000000000c1', zone: 'Asia/Jakarta' }
const build = (change: Partial<ComplaintForm> = {}) => buildReceiveComplaint(complaintForm(change), context)
const refused = (act: () => unknown): string | undefined => {
  const refusal: Refusal | undefined = refusalOf(act)
  return refusal && `${refusal.faults[0]?.field ?? '-'} ${refusal.code}`
}
const plain = (sealed: Sealed<unknown> | null | undefined): unknown => {
  const content = sealed && Sealed.content(sealed)
  return content?.kind === 'plain' ? content.value : undefined
}
const day = (from: string, at: string | null = null): IncidentWhen => ({ precision: 'hari', from, to: from, at })
const received = { receivedAt: '2026-03-02T03:00:00.000Z', receivedOn: '2026-03-02' }
const age = { birthDate: null, years: 18, statedFor: 'pengaduan' } as const
const safeContact: SafeContactForm = {
  method: 'telepon',
  days: [1, 7],
  from: '08:00',
  to: '16:30',
  whoMayAnswer: 'korban_saja',
  detail: null,
  codePhrase: 'pesanan',
}

describe('a complaint form', () => {
  it("wraps what is personal with the person's own key and leaves nothing of it in the open", () => {
    const command = build({
      reporter: person('Pelapor Contoh'),
      relatedPersons: [{ role: 'keluarga', inConflict: false, identity: person('Ibu Contoh') }],
    })
    const [victim] = command.victims
    expect(victim?.identity.owner).toEqual({ kind: 'subject', id: victim?.victimId })
    expect(plain(victim?.identity)).toMatchObject({ name: 'Korban Contoh' })
    expect(command.perpetrators[0]?.identity.owner).toEqual({ kind: 'subject', id: command.perpetrators[0]?.perpetratorId })
    expect(command.reporter?.identity?.owner).toEqual({ kind: 'subject', id: command.reporter?.reporterId })
    expect(command.incident?.when.owner).toEqual({ kind: 'subject', id: victim?.victimId })
    expect(command.relations[0]?.relation.owner).toEqual({ kind: 'subject', id: victim?.victimId })
    expect(JSON.stringify(command)).not.toMatch(/(Korban|Terlapor|Ibu|Pelapor|Desa) Contoh|suami|rumah_tangga|2026-03-01/)
  })

  it('gives the same ids again to a repeated command, and each person an own one', () => {
    const form = { victims: [victimForm(), victimForm({ sex: 'L' })] }
    const ids = (command: ReturnType<typeof build>): readonly string[] => [
      ...command.victims.map((victim) => victim.victimId),
      ...command.perpetrators.map((perpetrator) => perpetrator.perpetratorId),
    ]
    expect(ids(build(form))).toEqual(ids(build(form)))
    expect(new Set(ids(build(form))).size).toBe(3)
  })

  it("takes the day in the unit's own zone", () => {
    expect(build({ receivedAt: '2025-12-31T16:30:00.000Z', incident: null }).receivedOn).toBe('2025-12-31')
    expect(build({ receivedAt: '2025-12-31T23:00:00.000Z', incident: null }).receivedOn).toBe('2026-01-01')
    expect(build({ receivedAt: null, receivedOn: '2026-03-02' })).toMatchObject({ receivedAt: null, receivedOn: '2026-03-02' })
    expect(refused(() => build({ receivedAt: null }))).toBe('receivedOn complaint.day-missing')
    expect(refused(() => build({ receivedAt: 'kemarin' }))).toBe('receivedAt time.invalid')
  })

  it('finds the age of each victim at the incident', () => {
    const victims = [
      victimForm({ age: { birthDate: '2008-03-02', years: null, statedFor: 'kejadian' } }),
      victimForm({ age: { birthDate: '2008-03-01', years: null, statedFor: 'kejadian' } }),
    ]
    expect(build({ victims }).victims.map(({ finding, years }) => [finding.ageClass, plain(years)])).toEqual([
      ['anak', 17],
      ['dewasa', 18],
    ])
  })

  it('keeps an anonymous reporter without an identity', () => {
    expect(build({ reporterKind: 'anonim' }).reporter).toMatchObject({ anonymous: true, identity: null })
    expect(build({ reporterKind: 'tetangga' }).reporter).toMatchObject({ anonymous: true, identity: null })
  })

  it('adds no reporter where the victim reports, or an old register does not say who did', () => {
    expect(build({ reporterKind: 'korban' }).reporter).toBeNull()
    expect(build({ reporterKind: 'tidak_diketahui' }).reporter).toBeNull()
  })

  it('gives the account a record key that names everybody it is about', () => {
    const { chronology, victims } = build({ chronology: 'Cerita contoh', dutyExplainedTo: 'korban' })
    expect(chronology?.text.owner).toEqual({ kind: 'record', id: chronology?.recordId, about: victims.map((victim) => victim.victimId) })
    expect(refused(() => build({ chronology: ' ' }))).toBe('chronology text.length')
    expect(refused(() => build({ chronology: 'x'.repeat(60_001) }))).toBe('chronology text.length')
  })

  it('proposes relations by place in the form, and refuses places that are not there', () => {
    const relation = { victim: 0, perpetrator: 0, relation: 'tetangga', sharedHousehold: false }
    expect(build({ relations: [relation] }).relations[0]).toMatchObject({ intimate: false, household: false })
    expect(refused(() => build({ relations: [{ ...relation, victim: 1 }] }))).toBe('relations[0].victim victim.unknown')
    expect(refused(() => build({ relations: [{ ...relation, perpetrator: 1 }] }))).toBe('relations[0].perpetrator perpetrator.unknown')
    expect(refused(() => build({ relations: [{ ...relation, relation: 'musuh' }] }))).toBe('relations[0].relation code.unknown')
  })

  it.each([
    ['a NIK with letters', { identity: { ...person('Korban Contoh'), nik: '32010112345678AB' } }, 'victims[0].identity.nik nik.format'],
    ['a NIK of 15 digits', { identity: { ...person('Korban Contoh'), nik: '320101123456789' } }, 'victims[0].identity.nik nik.format'],
    ['an empty name', { identity: person('  ') }, 'victims[0].identity.name name.length'],
    ['a telephone number of words', { identity: { ...person('Korban Contoh'), phone: 'tidak ada' } }, 'victims[0].identity.phone phone.format'],
    ['an endless address', { identity: { ...person('Korban Contoh'), address: 'x'.repeat(501) } }, 'victims[0].identity.address address.length'],
    ['an age of 151', { age: { birthDate: null, years: 151, statedFor: 'kejadian' } }, 'victims[0].age.years age.range'],
    ['a birth date that is none', { age: { birthDate: '2011-02-29', years: null, statedFor: 'kejadian' } }, 'victims[0].age.birthDate date.invalid'],
    [
      'a birth after the incident',
      { age: { birthDate: '2026-03-02', years: null, statedFor: 'kejadian' } },
      'victims[0].age.birthDate age.birth-after-incident',
    ],
    ['a house number in the kecamatan', { kecamatan: 'Hilir RT 02' }, 'victims[0].kecamatan kecamatan.format'],
    [
      'an unknown education',
      { circumstances: { desa: null, education: 's4', marital: null, occupation: null, disability: null } },
      'victims[0].circumstances.education code.unknown',
    ],
    [
      'an empty desa',
      { circumstances: { desa: '', education: null, marital: null, occupation: null, disability: null } },
      'victims[0].circumstances.desa desa.length',
    ],
    [
      'an unknown disability',
      { circumstances: { desa: null, education: null, marital: null, occupation: null, disability: 'x' } },
      'victims[0].circumstances.disability code.unknown',
    ],
    ['a day 8 of safe contact', { safeContact: { ...safeContact, days: [8] } }, 'victims[0].safeContact.days safe-contact.day'],
    ['a time 24:00 of safe contact', { safeContact: { ...safeContact, to: '24:00' } }, 'victims[0].safeContact.from safe-contact.time'],
    ['an endless code phrase', { safeContact: { ...safeContact, codePhrase: 'x'.repeat(501) } }, 'victims[0].safeContact text.length'],
  ] as const)('refuses %s and names the field, never what was typed', (_, change, code) => {
    const refusal = refusalOf(() => build({ victims: [victimForm(change)] }))
    expect(`${refusal?.faults[0]?.field ?? ''} ${refusal?.code ?? ''}`).toBe(code)
    expect(JSON.stringify(refusal?.params)).not.toMatch(/Korban|3201|151/)
  })

  it('refuses an unknown person age or sex of an alleged perpetrator', () => {
    const perpetrator = { identity: person(null), sex: 'L', years: null } as const
    expect(refused(() => build({ perpetrators: [{ ...perpetrator, years: 151 }] }))).toBe('perpetrators[0].years age.range')
    expect(refused(() => build({ perpetrators: [perpetrator] }))).toBeUndefined()
  })
})

describe("an incident's date", () => {
  const when = (change: Partial<IncidentWhen>) =>
    build({ incident: incidentForm({ when: { precision: 'hari', from: '2026-03-01', to: null, at: null, ...change } }) }).incident
  it('is kept as the first and the last day it can have been', () => {
    expect(plain(when({})?.when)).toEqual({ precision: 'hari', from: '2026-03-01', to: '2026-03-01', at: null })
    expect(plain(when({ precision: 'bulan', from: '2024-02-10' })?.when)).toEqual({
      precision: 'bulan',
      from: '2024-02-01',
      to: '2024-02-29',
      at: null,
    })
    expect(plain(when({ precision: 'tahun', from: '2025-07-10' })?.when)).toEqual({
      precision: 'tahun',
      from: '2025-01-01',
      to: '2025-12-31',
      at: null,
    })
    expect(plain(when({ precision: 'rentang', from: '2025-07-10', to: '2025-08-01' })?.when)).toMatchObject({ from: '2025-07-10', to: '2025-08-01' })
    expect(plain(when({ precision: 'tidak_diketahui' })?.when)).toEqual({ precision: 'tidak_diketahui', from: null, to: null, at: null })
  })

  it('keeps the hour only with its day, before the complaint', () => {
    expect(plain(when({ at: '2026-02-28T18:00:00.000Z' })?.when)).toMatchObject({ at: '2026-02-28T18:00:00.000Z' })
    expect(refused(() => when({ at: '2026-02-28T16:00:00.000Z' }))).toBe('incident.when.at incident.time-mismatch')
    expect(refused(() => when({ at: 'malam' }))).toBe('incident.when.at time.invalid')
    expect(refused(() => when({ from: '2026-03-02', at: '2026-03-02T03:00:01.000Z' }))).toBe('incident.when.at incident.after-complaint')
    expect(plain(when({ precision: 'bulan', at: '2026-02-28T18:00:00.000Z' })?.when)).toMatchObject({ at: null })
  })

  it.each([
    ['after the complaint', { from: '2026-03-03' }, 'incident.when.from incident.after-complaint'],
    ['in a month after it', { precision: 'bulan', from: '2026-04-01' }, 'incident.when.from incident.after-complaint'],
    ['in a range that ends after it', { precision: 'rentang', from: '2026-03-01', to: '2026-03-03' }, 'incident.when.from incident.after-complaint'],
    ['in a range that runs backwards', { precision: 'rentang', from: '2026-03-01', to: '2026-02-01' }, 'incident.when.to incident.range'],
    ['in a range without an end', { precision: 'rentang', to: null }, 'incident.when.to date.invalid'],
    ['on 30 February', { from: '2026-02-30' }, 'incident.when.from date.invalid'],
    ['without a day', { from: null }, 'incident.when.from date.invalid'],
    ['in the year 26', { from: '0026-03-01' }, 'incident.when.from date.range'],
  ] as const)('is refused %s', (_, change, code) => {
    expect(refused(() => when(change))).toBe(code)
  })

  it('starts the health clocks of sexual violence at the hour, or at the start of the day', () => {
    const health = (form: Partial<Parameters<typeof incidentForm>[0]>) =>
      plain(build({ incident: incidentForm({ forms: ['seksual'], ...form }) }).incident?.healthDue)
    expect(health({})).toEqual({ within72h: '2026-03-03T17:00:00.000Z', within120h: '2026-03-05T17:00:00.000Z' })
    expect(health({ when: day('2026-03-01', '2026-03-01T12:00:00.000Z') })).toEqual({
      within72h: '2026-03-04T12:00:00.000Z',
      within120h: '2026-03-06T12:00:00.000Z',
    })
    expect(health({ when: { precision: 'bulan', from: '2026-02-01', to: null, at: null } })).toBeNull()
    expect(health({ forms: ['fisik'] })).toBeNull()
  })

  it('needs a victim, a known place and known codes', () => {
    expect(refused(() => build({ victims: [], relations: [] }))).toBe('incident.victimIds victim.missing')
    expect(refused(() => build({ incident: incidentForm({ place: 'bulan' }) }))).toBe('incident.place code.unknown')
  })
})

describe('later forms', () => {
  const victimId = '00000000-0000-4000-8000-0000000000b1'
  it('find the age of a victim who is named later at the complaint', () => {
    expect(buildAddVictim(victimForm({ age, safeContact }), received, context)).toMatchObject({
      type: 'addVictim',
      finding: { ageClass: 'dewasa', basis: 'disebut_saat_pengaduan' },
    })
  })

  it('find ages anew when an incident is recorded or corrected', () => {
    const command = buildRecordIncident(incidentForm({ when: day('2025-12-01') }), [{ victimId, age }], received, context)
    expect(command).toMatchObject({ type: 'recordIncident', victimIds: [victimId], ages: [{ victimId, finding: { ageClass: 'batas_umur' } }] })
    const corrected = buildCorrectIncident('i', incidentForm({ when: day('2024-12-01') }), 'salah_ketik', [{ victimId, age }], received, context)
    expect(corrected).toMatchObject({ type: 'correctIncident', incidentId: 'i', why: 'salah_ketik', ages: [{ finding: { ageClass: 'anak' } }] })
  })

  it('find the age at the earliest of several incidents', () => {
    const known = { victimId, age: { birthDate: '2008-02-01', years: null, statedFor: 'kejadian' } as const, otherIncidents: [day('2026-01-15')] }
    expect(buildRecordIncident(incidentForm({ when: day('2026-02-20') }), [known], received, context).ages[0]?.finding.ageClass).toBe('anak')
    expect(buildCorrectVictim(victimId, victimForm({ age: known.age }), 'salah_ketik', [day('2026-02-20')], received).finding.ageClass).toBe('dewasa')
  })

  it('find ages anew when the day of the complaint was wrong', () => {
    const command = buildCorrectReceivedDate(
      { receivedAt: null, receivedOn: '2025-12-30' },
      'salah_ketik',
      [{ victimId, age: { ...age, years: 17 } }],
      context,
    )
    expect(command).toMatchObject({ receivedOn: '2025-12-30', ages: [{ victimId, finding: { ageClass: 'anak' } }] })
  })

  it("wrap the safe contact with the victim's key", () => {
    const command = buildSetSafeContact(victimId, safeContact)
    expect(command.safeContact.owner).toEqual({ kind: 'subject', id: victimId })
    expect(plain(command.safeContact)).toEqual(safeContact)
  })

  it('know on which day stated years were true', () => {
    expect(statedOn(age, day('2025-12-01'), '2026-03-02')).toBe('2026-03-02')
    expect(statedOn({ ...age, statedFor: 'kejadian' }, day('2025-12-01'), '2026-03-02')).toBe('2025-12-01')
    expect(statedOn({ ...age, statedFor: 'kejadian' }, null, '2026-03-02')).toBe('2026-03-02')
  })
})
