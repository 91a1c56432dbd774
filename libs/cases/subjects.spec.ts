import { complaintForm, dataOf, deskContext, existing, given, idOf, incidentForm, person, refusalOf, told, victimForm } from '#testing'
import {
  buildAddVictim,
  buildCorrectIncident,
  buildCorrectReceivedDate,
  buildCorrectVictim,
  buildReceiveComplaint,
  buildRecordIncident,
  buildSetSafeContact,
} from './intake'
import {
  caseDecider,
  hasSexualViolence,
  hasTrafficking,
  incidentsOf,
  newPerpetrator,
  newRelatedPerson,
  newRelation,
  newReporter,
  relationFacts,
  requireVictims,
} from './index'
import type { CaseCommand, CaseEvent, ComplaintForm, IncidentForm, KnownAge } from './index'

const received = { receivedAt: '2026-03-02T03:00:00.000Z', receivedOn: '2026-03-02' }
const begin = (change: Partial<ComplaintForm> = {}): readonly CaseEvent[] =>
  told(caseDecider, deskContext, buildReceiveComplaint(complaintForm(change), deskContext))
const begun = begin()
const people = existing(given(caseDecider, begun).state).subjects
const victimId = idOf(people.victims)
const [perpetratorId] = people.perpetrators as [string]
const later = { ...deskContext, commandId: '00000000-0000-4000-8000-0000000000c9' }
const after = (...commands: readonly CaseCommand[]) => {
  let story = begun
  commands.forEach((command, at) => {
    const context = { ...deskContext, commandId: `00000000-0000-4000-8000-00000000020${String(at)}` }
    story = [...story, ...caseDecider.decide(command, given(caseDecider, story).state, context)]
  })
  return given(caseDecider, story)
}
const declined: CaseCommand = { type: 'declineComplaint', reason: 'bukan_kekerasan', declinedOn: null }
const voidCase: CaseCommand = { type: 'voidEntry', kind: 'kasus', entryId: 'x', why: 'ganda' }
const known: KnownAge = { victimId, age: { birthDate: null, years: 30, statedFor: 'kejadian' } }
const incident = (change: Partial<IncidentForm> = {}) => buildRecordIncident(incidentForm(change), [known], received, deskContext)
const addAnother = buildAddVictim(victimForm({ sex: 'L' }), received, later)

describe('the people of a case', () => {
  it('get one more victim, with the next ordinal, an age and a safe contact', () => {
    const safeContact = { method: 'telepon', days: [1], from: null, to: null, whoMayAnswer: 'korban_saja', detail: null, codePhrase: null }
    const { events } = after().when(buildAddVictim(victimForm({ safeContact }), received, later), later)
    expect(events.map(({ type }) => type)).toEqual(['VictimAdded', 'SafeContactSet', 'VictimAgeDetermined'])
    expect(dataOf(events, 'VictimAdded')[0]).toMatchObject({ ordinal: 2, lists: 1 })
  })

  it('never get an ordinal twice, also where a victim was struck', () => {
    const story = after({ type: 'voidEntry', kind: 'korban', entryId: victimId, why: 'ganda' })
    expect(dataOf(story.when(addAnother, later).events, 'VictimAdded')[0]?.ordinal).toBe(2)
    story
      .when(
        buildSetSafeContact(victimId, {
          method: 'telepon',
          days: [],
          from: null,
          to: null,
          whoMayAnswer: 'korban_saja',
          detail: null,
          codePhrase: null,
        }),
        later,
      )
      .refuses('victim.voided')
  })

  it('are each somebody new', () => {
    after()
      .when({ ...addAnother, victimId: perpetratorId }, later)
      .refuses('subject.exists')
    after()
      .when({ type: 'addPerpetrator', ...newPerpetrator(victimId, { identity: person('x'), sex: 'L', years: null }) }, later)
      .refuses('subject.exists')
    after()
      .when({ type: 'addRelatedPerson', ...newRelatedPerson(victimId, { role: 'saksi', inConflict: false, identity: person('x') }) }, later)
      .refuses('subject.exists')
    after()
      .when({ type: 'addReporter', ...newReporter(null, later), reporterId: victimId }, later)
      .refuses('subject.exists')
  })

  it('are added and joined by relations, the latest of which counts', () => {
    const second = '00000000-0000-4000-8000-0000000000e2'
    const story = after(
      { type: 'addReporter', ...newReporter(person('Pelapor Contoh'), later) },
      { type: 'addPerpetrator', ...newPerpetrator(second, { identity: person('Terlapor Dua'), sex: 'L', years: 40 }) },
      { type: 'recordRelation', ...newRelation(victimId, second, { relation: 'tetangga', sharedHousehold: false }) },
      { type: 'recordRelation', ...newRelation(victimId, second, { relation: 'pacar', sharedHousehold: false }) },
    )
    expect(existing(story.state).subjects.relations).toEqual([
      { victimId, perpetratorId, intimate: true, household: true },
      { victimId, perpetratorId: second, intimate: true, household: false },
    ])
    story
      .when({ type: 'recordRelation', ...newRelation(victimId, 'x', { relation: 'pacar', sharedHousehold: null }) }, later)
      .refuses('perpetrator.unknown', 'perpetratorId')
    story
      .when({ type: 'recordRelation', ...newRelation('x', second, { relation: 'pacar', sharedHousehold: null }) }, later)
      .refuses('victim.unknown', 'victimId')
  })

  it('are corrected with a reason, on a closed door too, and the age is found anew', () => {
    const correct = buildCorrectVictim(
      victimId,
      victimForm({ sex: 'L', age: { birthDate: null, years: 17, statedFor: 'kejadian' } }),
      'salah_ketik',
      [],
      received,
    )
    const story = after(declined, correct)
    expect(existing(story.state).subjects.victims[victimId]).toMatchObject({ sex: 'L', ageClass: 'anak', ageBand: '13-17' })
    after()
      .when({ ...correct, why: 'entah' }, later)
      .refuses('code.unknown', 'why')
    after()
      .when({ ...correct, victimId: 'x' }, later)
      .refuses('victim.unknown', 'victimId')
    after()
      .when({ ...correct, kecamatan: 'Jl 12' }, later)
      .refuses('kecamatan.format', 'kecamatan')
    after(voidCase).when(correct, later).refuses('case.voided')
  })

  it('are not added to a complaint that was declined', () => {
    after(declined).when(addAnother, later).refuses('case.declined')
    after(declined)
      .when({ type: 'addReporter', ...newReporter(null, later) }, later)
      .refuses('case.declined')
    after(declined)
      .when({ type: 'addPerpetrator', ...newPerpetrator('p', { identity: person(null), sex: 'L', years: null }) }, later)
      .refuses('case.declined')
    after(declined)
      .when({ type: 'addRelatedPerson', ...newRelatedPerson('p', { role: 'wali', inConflict: false, identity: person(null) }) }, later)
      .refuses('case.declined')
  })

  it('may be told how to be reached safely at any time', () => {
    const set = buildSetSafeContact(victimId, {
      method: 'whatsapp',
      days: [1, 2],
      from: '09:00',
      to: '12:00',
      whoMayAnswer: 'korban_saja',
      detail: null,
      codePhrase: 'pesanan',
    })
    expect(existing(after(declined, set).state).subjects.victims[victimId]?.hasSafeContact).toBe(true)
    after()
      .when({ ...set, victimId: 'x' }, later)
      .refuses('victim.unknown', 'victimId')
  })

  it('are never found by a name that every object has', () => {
    const state = existing(given(caseDecider, begun).state)
    for (const id of ['constructor', '__proto__', 'toString'])
      expect(
        refusalOf(() => {
          requireVictims(state, [id])
        })?.code,
      ).toBe('victim.unknown')
    expect(
      refusalOf(() => {
        requireVictims(state, [])
      })?.code,
    ).toBe('victim.missing')
    expect(
      refusalOf(() => {
        requireVictims(state, [victimId, victimId])
      })?.code,
    ).toBe('victim.repeated')
  })
})

describe('the household of UU 23/2004 art. 2', () => {
  it.each([
    ['suami', false, true, true],
    ['istri', null, true, true],
    ['mantan_suami_istri', true, true, false],
    ['pacar', true, true, false],
    ['ayah_kandung', false, false, true],
    ['orang_tua_tiri_angkat', null, false, true],
    ['saudara', true, false, true],
    ['saudara', null, false, false],
    ['keluarga_lain', false, false, false],
    ['serumah_lain', null, false, true],
    ['serumah_lain', false, false, false],
    ['pekerja_rumah_tangga', true, false, true],
    ['majikan', true, false, true],
    ['tetangga', true, false, false],
  ] as const)('%s with a shared household %s: intimate %s, household %s', (relation, shared, intimate, household) => {
    expect(relationFacts(relation, shared)).toEqual({ intimate, household })
  })
})

describe('what happened', () => {
  it('is domestic violence as the relation proposes, wherever it was', () => {
    expect(dataOf(begun, 'IncidentRecorded')[0]).toMatchObject({ flags: ['kdrt'], kdrtReason: null })
    const neighbour = begin({
      relations: [{ victim: 0, perpetrator: 0, relation: 'tetangga', sharedHousehold: false }],
      incident: incidentForm({ place: 'rumah_tangga', flags: ['kbgo'] }),
    })
    expect(dataOf(neighbour, 'IncidentRecorded')[0]).toMatchObject({ flags: ['kbgo'], kdrtReason: null })
  })

  it("keeps the officer's reason where it differs from the proposal", () => {
    const { events } = after().when(incident({ kdrt: false, kdrtReason: 'hubungan_lain' }), later)
    expect(dataOf(events, 'IncidentRecorded')[0]).toMatchObject({ flags: [], kdrtReason: 'hubungan_lain' })
    after()
      .when(incident({ kdrt: false }), later)
      .refuses('incident.kdrt-reason-missing')
    after()
      .when(incident({ kdrt: false, kdrtReason: 'iseng' }), later)
      .refuses('code.unknown', 'incident.kdrtReason')
    expect(dataOf(after().when(incident({ kdrt: true, kdrtReason: 'lainnya' }), later).events, 'IncidentRecorded')[0]).toMatchObject({
      flags: ['kdrt'],
      kdrtReason: null,
    })
    const importing = { ...later, actor: { kind: 'user', id: 'u', role: 'kepala_unit', importId: 'i' } } as const
    expect(dataOf(after().when(incident({ kdrt: false }), importing).events, 'IncidentRecorded')[0]?.kdrtReason).toBe('tercatat_di_register')
  })

  it('has at least one known form, and forms of art. 4 only with the form seksual', () => {
    after()
      .when(incident({ forms: [] }), later)
      .refuses('incident.form-missing', 'incident.forms')
    after()
      .when(incident({ forms: ['marah'] }), later)
      .refuses('code.unknown', 'incident.forms[0]')
    after()
      .when(incident({ forms: ['fisik', 'fisik'] }), later)
      .refuses('code.repeated', 'incident.forms[1]')
    after()
      .when(incident({ flags: ['kdrt'] }), later)
      .refuses('incident.kdrt-as-flag', 'incident.flags')
    after()
      .when(incident({ flags: ['hujan'] }), later)
      .refuses('code.unknown', 'incident.flags[0]')
    after()
      .when(incident({ sexualForms: ['perkosaan'] }), later)
      .refuses('incident.sexual-form-without-seksual', 'incident.forms')
    after()
      .when(incident({ forms: ['fisik', 'psikis', 'seksual'], sexualForms: ['perkosaan'] }), later)
      .makes('IncidentRecorded', 'VictimAgeDetermined')
  })

  it('starts the police-report clock of sexual violence: 3x24 h from the complaint, from now for what is told later', () => {
    const due = (events: readonly CaseEvent[]) => dataOf(events, 'IncidentRecorded').map(({ policeReportDueAt }) => policeReportDueAt)
    expect(due(begin({ incident: incidentForm({ forms: ['seksual'] }) }))).toEqual(['2026-03-05T03:00:00.000Z'])
    expect(due(begin({ incident: incidentForm({ forms: ['seksual'] }), receivedAt: null, receivedOn: '2026-03-02' }))).toEqual([
      '2026-03-04T17:00:00.000Z',
    ])
    expect(due(begun)).toEqual([null])
    expect(due(after().when(incident({ forms: ['seksual'] }), later).events)).toEqual(['2026-03-05T05:00:00.000Z'])
    const empty = given(caseDecider, begin({ incident: null }))
    expect(due(empty.when(incident({ forms: ['seksual'] }), later).events)).toEqual(['2026-03-05T03:00:00.000Z'])
  })

  it('concerns known victims and brings an age for each of them', () => {
    after()
      .when({ ...incident(), ages: [] }, later)
      .refuses('age.missing', 'ages')
    after()
      .when({ ...incident(), victimIds: ['x'] }, later)
      .refuses('victim.unknown', 'victimIds[0]')
    const command = incident()
    after()
      .when({ ...command, ages: [...command.ages, ...command.ages.map((age) => ({ ...age, victimId: 'x' }))] }, later)
      .refuses('victim.unknown', 'ages')
    after(declined).when(command, later).refuses('case.declined')
  })

  it('is corrected with a reason; the running police clock keeps its end', () => {
    const sexual = begin({ incident: incidentForm({ forms: ['seksual'] }) })
    const incidentId = idOf(existing(given(caseDecider, sexual).state).incidents)
    const correct = (change: Partial<IncidentForm>) =>
      buildCorrectIncident(incidentId, incidentForm(change), 'data_baru', [known], received, deskContext)
    const due = (story: readonly CaseEvent[], change: Partial<IncidentForm>) =>
      dataOf(given(caseDecider, story).when(correct(change), later).events, 'IncidentCorrected')[0]?.policeReportDueAt
    expect(due(sexual, { forms: ['seksual', 'fisik'] })).toBe('2026-03-05T03:00:00.000Z')
    expect(due(sexual, {})).toBeNull()
    expect(due(begun, { forms: ['seksual'] })).toBe('2026-03-05T03:00:00.000Z')
    given(caseDecider, sexual)
      .when({ ...correct({}), incidentId: 'x' }, later)
      .refuses('incident.unknown', 'incidentId')
    given(caseDecider, sexual)
      .when({ ...correct({}), why: 'x' }, later)
      .refuses('code.unknown', 'why')
    after(voidCase).when(correct({}), later).refuses('case.voided')
  })

  it('is asked for sexual violence and trafficking per victim and per case', () => {
    const state = existing(after(addAnother, incident({ forms: ['seksual', 'tppo'] })).state)
    const [, other] = Object.keys(state.subjects.victims)
    expect([hasSexualViolence(state), hasSexualViolence(state, victimId), hasSexualViolence(state, other ?? '')]).toEqual([true, true, false])
    expect([hasTrafficking(state), hasTrafficking(state, other ?? '')]).toEqual([true, false])
    expect(incidentsOf(state)).toHaveLength(2)
  })
})

describe('the day of a complaint', () => {
  const correct = (receivedOn: string) => buildCorrectReceivedDate({ receivedAt: null, receivedOn }, 'salah_ketik', [known], deskContext)
  it('is corrected with a reason, renumbers nothing, and finds ages anew', () => {
    const story = after(correct('2025-12-31'))
    expect(existing(story.state).complaint).toMatchObject({ receivedOn: '2025-12-31', receivedAt: null, complaintNumber: 'PGD/2026/001' })
    story.when(correct('2025-12-31'), later).then([])
    after().when(correct('2025-12-31'), later).makes('ReceivedDateCorrected', 'VictimAgeDetermined')
  })

  it('is never in the future, nor another day than its moment', () => {
    after().when(correct('2026-03-03'), later).refuses('date.future', 'receivedOn')
    after()
      .when({ ...correct('2026-03-01'), receivedAt: received.receivedAt }, later)
      .refuses('complaint.day-mismatch', 'receivedOn')
    after()
      .when({ ...correct('2026-03-01'), why: 'x' }, later)
      .refuses('code.unknown', 'why')
    after()
      .when({ ...correct('2026-03-01'), ages: [{ ...incident().ages[0], victimId: 'x' }] } as CaseCommand, later)
      .refuses('victim.unknown', 'ages')
  })
})
