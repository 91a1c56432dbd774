import { Sealed, type DecisionContext } from '#kernel'
import { complaintForm, dataOf, deskContext, existing, given, idOf, incidentForm, person, told, victimForm } from '#testing'
import { caseDecider, type CaseEvent, type CaseCommand, type ComplaintForm, type ReceiveComplaint } from './index'
import { buildReceiveComplaint } from './intake'

const complaint = (change: Partial<ComplaintForm> = {}, zone = 'Asia/Jakarta'): ReceiveComplaint =>
  buildReceiveComplaint(complaintForm(change), { commandId: deskContext.commandId, zone })
const happened = (...commands: readonly CaseCommand[]): readonly CaseEvent[] => told(caseDecider, deskContext, complaint(), ...commands)
const importing: DecisionContext = { ...deskContext, actor: { kind: 'user', id: 'u', role: 'kepala_unit', importId: 'i' } }
const nothing = given(caseDecider, [])
const accepted: CaseCommand = { type: 'acceptComplaint', number: 'REG/2026/001', acceptedOn: null, verifiedHow: 'telepon' }
const declined: CaseCommand = { type: 'declineComplaint', reason: 'bukan_kekerasan', declinedOn: null }
const handedOver: CaseCommand = { type: 'handOverCase', toUnit: 'uptd-lain', toInstitution: null, reason: 'domisili_korban', handedOverOn: null }

describe('a complaint that comes in', () => {
  it('tells its people, then what happened, then their ages, then the account', () => {
    const command = complaint({
      chronology: 'Cerita contoh',
      dutyExplainedTo: 'korban',
      reporter: person('Pelapor Contoh'),
      reporterKind: 'tetangga',
    })
    nothing
      .when(command, deskContext)
      .makes(
        'ComplaintReceived',
        'ComplaintNumberAssigned',
        'ComplaintTriaged',
        'DutyToReportExplained',
        'ReporterAdded',
        'VictimAdded',
        'AllegedPerpetratorAdded',
        'RelationRecorded',
        'IncidentRecorded',
        'VictimAgeDetermined',
        'ChronologyWritten',
      )
  })

  it('keeps the moment, the day, the zone and the unit, with the version of the lists', () => {
    expect(dataOf(nothing.when(complaint(), deskContext).events, 'ComplaintReceived')).toEqual([
      {
        receivedAt: '2026-03-02T03:00:00.000Z',
        receivedOn: '2026-03-02',
        zone: 'Asia/Jakarta',
        unit: 'uptd-contoh',
        channel: 'telepon',
        reporterKind: 'korban',
        externalNumber: null,
        lists: 1,
      },
    ])
  })

  it('may name nobody yet, or several victims and several alleged perpetrators', () => {
    nothing
      .when(complaint({ victims: [], relations: [], incident: null, perpetrators: [], reporterKind: 'anonim' }), deskContext)
      .makes('ComplaintReceived', 'ComplaintNumberAssigned', 'ComplaintTriaged', 'ReporterAdded')
    const { events } = nothing.when(
      complaint({ victims: [victimForm(), victimForm()], perpetrators: [complaintForm().perpetrators, complaintForm().perpetrators].flat() }),
      deskContext,
    )
    expect(dataOf(events, 'VictimAdded').map(({ ordinal }) => ordinal)).toEqual([1, 2])
    expect(dataOf(events, 'AllegedPerpetratorAdded')).toHaveLength(2)
  })

  it('is refused in the future, or on another day than its moment has in the zone', () => {
    const early = { ...deskContext, now: '2026-03-01T05:00:00.000Z', today: '2026-03-01' }
    nothing.when(complaint(), early).refuses('time.future', 'receivedAt')
    nothing.when(complaint({ receivedAt: null, receivedOn: '2026-03-03', incident: null }), deskContext).refuses('date.future', 'receivedOn')
    nothing.when(complaint({ receivedOn: '2026-03-01' }), deskContext).refuses('complaint.day-mismatch', 'receivedOn')
  })

  it("bears a browser's clock that runs some minutes ahead", () => {
    nothing
      .when(complaint(), { ...deskContext, now: '2026-03-02T02:56:00.000Z' })
      .makes(...nothing.when(complaint(), deskContext).events.map(({ type }) => type))
  })

  it('falls at 23:30 WIB on 31 December and at 06:00 WIB on 1 January in different years', () => {
    const yearOf = (receivedAt: string): string | undefined =>
      dataOf(nothing.when(complaint({ receivedAt, incident: null }), deskContext).events, 'ComplaintReceived')[0]?.receivedOn
    expect(yearOf('2025-12-31T16:30:00.000Z')).toBe('2025-12-31')
    expect(yearOf('2025-12-31T23:00:00.000Z')).toBe('2026-01-01')
  })

  it('is refused with a code that no list holds', () => {
    nothing.when(complaint({ channel: 'merpati' }), deskContext).refuses('code.unknown', 'channel')
    nothing.when(complaint({ reporterKind: 'hantu' }), deskContext).refuses('code.unknown', 'reporterKind')
    nothing.when(complaint({ number: 'PGD 1' }), deskContext).refuses('number.format', 'number')
    nothing.when(complaint({ externalNumber: ' ' }), deskContext).refuses('number.format', 'externalNumber')
  })

  it('takes no account before the duty to report was explained', () => {
    nothing.when(complaint({ chronology: 'Cerita contoh' }), deskContext).refuses('complaint.duty-not-explained')
  })

  it('is refused where one id stands for two people, or a relation or an account names somebody else', () => {
    const command = complaint()
    const [victim] = command.victims
    const [relation] = command.relations
    if (victim === undefined || relation === undefined) throw new Error('the form has a victim and a relation')
    const text = { recordId: 'r', about: ['x'], text: Sealed.plain<string, 'direct'>({ kind: 'record', id: 'r', about: [] }, 'x') }
    nothing.when({ ...command, victims: [victim, victim] }, deskContext).refuses('subject.exists')
    nothing.when({ ...command, relations: [{ ...relation, victimId: 'x' }] }, deskContext).refuses('victim.unknown', 'relations')
    nothing.when({ ...command, relations: [{ ...relation, perpetratorId: 'x' }] }, deskContext).refuses('perpetrator.unknown', 'relations')
    nothing.when({ ...command, dutyExplainedTo: 'korban', chronology: text }, deskContext).refuses('subject.unknown', 'chronology.about')
    const { incident } = command
    if (incident === null) throw new Error('the form has an incident')
    nothing.when({ ...command, incident: { ...incident, victimIds: [] } }, deskContext).refuses('victim.missing', 'incident.victimIds')
    nothing.when({ ...command, incident: { ...incident, victimIds: ['x'] } }, deskContext).refuses('victim.unknown', 'incident.victimIds')
  })

  it('is refused where the reporter is anonymous and has an identity, or neither', () => {
    const identity = Sealed.plain<ReturnType<typeof person>, 'direct'>({ kind: 'subject', id: 'p' }, person('Pelapor Contoh'))
    nothing.when({ ...complaint(), reporter: { reporterId: 'p', anonymous: true, identity } }, deskContext).refuses('reporter.anonymous-identity')
    nothing
      .when({ ...complaint(), reporter: { reporterId: 'p', anonymous: false, identity: null } }, deskContext)
      .refuses('reporter.anonymous-identity')
  })

  it('begins a case once', () => {
    given(caseDecider, happened()).when(complaint(), deskContext).refuses('case.exists')
    nothing.when({ type: 'assignCase', assignedTo: 'u' }, deskContext).refuses('case.unknown')
  })

  it('of an import starts no clock and needs no triage', () => {
    const events = nothing.when(
      complaint({
        receivedAt: null,
        receivedOn: '2021-03-28',
        incident: incidentForm({ when: { precision: 'tidak_diketahui', from: null, to: null, at: null }, forms: ['seksual'] }),
        number: null,
      }),
      importing,
    ).events
    expect(events.map(({ type }) => type)).not.toContain('ComplaintTriaged')
    expect(dataOf(events, 'IncidentRecorded')[0]?.policeReportDueAt).toBeNull()
  })
})

describe('the first contact', () => {
  it.each([
    ['gawat', '2026-03-02T04:00:00.000Z'],
    ['tinggi', '2026-03-02T04:00:00.000Z'],
    [null, '2026-03-02T04:00:00.000Z'],
    ['sedang', '2026-03-02T09:00:00.000Z'],
    ['rendah', '2026-03-05T03:00:00.000Z'],
  ] as const)('of urgency %s is due at %s', (urgency, firstContactDueAt) => {
    expect(dataOf(nothing.when(complaint({ urgency }), deskContext).events, 'ComplaintTriaged')).toEqual([{ urgency, firstContactDueAt }])
  })

  it('skips weekends and holidays, and follows the bounds of the office', () => {
    const friday = complaint({ urgency: 'rendah', receivedAt: '2026-03-06T03:00:00.000Z' })
    const later = { ...deskContext, now: '2026-03-06T05:00:00.000Z', today: '2026-03-06', holidays: new Set(['2026-03-10']) }
    expect(dataOf(nothing.when(friday, later).events, 'ComplaintTriaged')[0]?.firstContactDueAt).toBe('2026-03-12T03:00:00.000Z')
  })

  it('is due from the complaint, however late it is triaged; the same urgency again changes nothing', () => {
    const late = { ...deskContext, now: '2026-03-02T12:00:00.000Z' }
    given(caseDecider, happened())
      .when({ type: 'triageComplaint', urgency: 'gawat' }, late)
      .then([{ type: 'ComplaintTriaged', version: 1, data: { urgency: 'gawat', firstContactDueAt: '2026-03-02T04:00:00.000Z' } }])
    given(caseDecider, happened()).when({ type: 'triageComplaint', urgency: 'sedang' }, late).then([])
  })

  it('counts from the start of the day where the hour of the complaint is not known', () => {
    const dayOnly = complaint({ receivedAt: null, receivedOn: '2026-03-02', urgency: 'gawat' })
    expect(dataOf(nothing.when(dayOnly, deskContext).events, 'ComplaintTriaged')[0]?.firstContactDueAt).toBe('2026-03-01T18:00:00.000Z')
  })

  it('is recorded with every attempt; the first that reached somebody is kept', () => {
    const attempt = (attemptedAt: string, reached: boolean): CaseCommand => ({
      type: 'recordContactAttempt',
      victimId: null,
      method: 'telepon',
      reached,
      attemptedAt,
      outsideSafeWindow: false,
    })
    const story = given(
      caseDecider,
      happened(attempt('2026-03-02T03:10:00.000Z', false), attempt('2026-03-02T03:20:00.000Z', true), attempt('2026-03-02T03:30:00.000Z', true)),
    )
    expect(story.state).toMatchObject({ complaint: { firstContactAt: '2026-03-02T03:20:00.000Z' } })
    story.when(attempt('2026-03-02T06:00:00.000Z', true), deskContext).refuses('time.future', 'attemptedAt')
    story.when(attempt('2026-03-02T02:59:00.000Z', true), deskContext).refuses('date.before-complaint', 'attemptedAt')
    story.when({ ...attempt('2026-03-02T04:00:00.000Z', true), victimId: 'x' } as CaseCommand, deskContext).refuses('victim.unknown', 'victimId')
  })
})

describe('an account', () => {
  const text = (recordId: string, about: readonly string[] = []) =>
    ({ recordId, about, text: Sealed.plain<string, 'direct'>({ kind: 'record', id: recordId, about }, 'Cerita contoh') }) as const
  it('is taken after the duty to report was explained, once or in the same act', () => {
    const story = given(caseDecider, happened())
    story.when({ type: 'writeChronology', dutyExplainedTo: null, ...text('r') }, deskContext).refuses('complaint.duty-not-explained')
    story
      .when({ type: 'writeChronology', dutyExplainedTo: 'keduanya', ...text('r') }, deskContext)
      .makes('DutyToReportExplained', 'ChronologyWritten')
    const explained = given(
      caseDecider,
      happened({ type: 'explainDutyToReport', explainedTo: 'korban' }, { type: 'writeChronology', dutyExplainedTo: null, ...text('r') }),
    )
    explained.when({ type: 'writeChronology', dutyExplainedTo: null, ...text('r2') }, deskContext).makes('ChronologyWritten')
    explained.when({ type: 'writeChronology', dutyExplainedTo: null, ...text('r') }, deskContext).refuses('chronology.exists')
    explained.when({ type: 'writeChronology', dutyExplainedTo: null, ...text('r2', ['x']) }, deskContext).refuses('subject.unknown', 'about')
  })
})

describe('the verdict on a complaint', () => {
  it('accepts it with a victim and a number, verified before or in the same act', () => {
    given(caseDecider, happened())
      .when(accepted, deskContext)
      .then([
        { type: 'ComplaintVerified', version: 1, on: '2026-03-02', data: { verifiedOn: '2026-03-02', how: 'telepon' } },
        { type: 'ComplaintAccepted', version: 1, on: '2026-03-02', data: { acceptedOn: '2026-03-02', number: 'REG/2026/001' } },
      ])
    const verified = given(caseDecider, happened({ type: 'verifyComplaint', how: 'kunjungan', verifiedOn: null }))
    verified.when({ ...accepted, verifiedHow: null }, deskContext).makes('ComplaintAccepted')
    verified.when({ type: 'verifyComplaint', how: 'kunjungan', verifiedOn: null }, deskContext).refuses('complaint.already-verified')
    given(caseDecider, happened())
      .when({ ...accepted, verifiedHow: null }, deskContext)
      .refuses('complaint.not-verified')
    given(caseDecider, happened())
      .when({ ...accepted, verifiedHow: null }, importing)
      .makes('ComplaintAccepted')
    given(caseDecider, happened())
      .when({ ...accepted, number: '' }, deskContext)
      .refuses('number.format', 'number')
    given(caseDecider, happened())
      .when({ ...accepted, verifiedHow: 'ramalan' }, deskContext)
      .refuses('code.unknown', 'how')
  })

  it('accepts none without a victim, and none whose only victim was struck', () => {
    const nobody = told(caseDecider, deskContext, complaint({ victims: [], relations: [], incident: null }))
    given(caseDecider, nobody).when(accepted, deskContext).refuses('complaint.no-victim')
    const entryId = idOf(existing(given(caseDecider, happened()).state).subjects.victims)
    given(caseDecider, happened({ type: 'voidEntry', kind: 'korban', entryId, why: 'salah_orang' }))
      .when(accepted, deskContext)
      .refuses('complaint.no-victim')
  })

  it('is not given before the complaint nor in the future', () => {
    given(caseDecider, happened())
      .when({ ...accepted, acceptedOn: '2026-03-01' }, deskContext)
      .refuses('date.before-complaint', 'acceptedOn')
    given(caseDecider, happened())
      .when({ ...accepted, acceptedOn: '2026-03-03' }, deskContext)
      .refuses('date.future', 'acceptedOn')
    given(caseDecider, happened())
      .when({ ...accepted, acceptedOn: '2026-02-30' }, deskContext)
      .refuses('date.invalid', 'acceptedOn')
  })

  it('declines it only with a reason of the list', () => {
    given(caseDecider, happened())
      .when(declined, deskContext)
      .then([{ type: 'ComplaintDeclined', version: 1, on: '2026-03-02', data: { declinedOn: '2026-03-02', reason: 'bukan_kekerasan', lists: 1 } }])
    given(caseDecider, happened())
      .when({ ...declined, reason: 'malas' }, deskContext)
      .refuses('code.unknown', 'reason')
  })

  it('is given once', () => {
    given(caseDecider, happened(accepted)).when(accepted, deskContext).refuses('complaint.already-accepted')
    given(caseDecider, happened(accepted)).when(declined, deskContext).refuses('complaint.already-accepted')
    given(caseDecider, happened(declined)).when(declined, deskContext).refuses('complaint.already-declined')
    given(caseDecider, happened(declined)).when(accepted, deskContext).refuses('complaint.already-declined')
    given(caseDecider, happened(accepted))
      .when({ type: 'verifyComplaint', how: 'telepon', verifiedOn: null }, deskContext)
      .refuses('complaint.already-accepted')
  })

  it('leaves a declined complaint closed to ordinary work', () => {
    const story = given(caseDecider, happened(declined))
    expect(story.state.phase).toBe('ditolak')
    story.when({ type: 'triageComplaint', urgency: 'gawat' }, deskContext).refuses('case.declined')
  })
})

describe('handing over', () => {
  it('changes the unit and clears who worked on it, never the stream or the phase', () => {
    const story = given(caseDecider, happened(accepted, { type: 'assignCase', assignedTo: 'u1' }, handedOver))
    expect(story.state).toMatchObject({ phase: 'layanan', unit: 'uptd-lain', assignedTo: null })
    story.when(handedOver, deskContext).refuses('handover.same-unit', 'toUnit')
  })

  it('to an institution outside ends the work here', () => {
    const story = given(caseDecider, happened({ ...handedOver, toUnit: null, toInstitution: 'i' }))
    expect(story.state.phase).toBe('dialihkan')
    story.when(accepted, deskContext).refuses('case.handed-over')
  })

  it('names one receiver and a reason', () => {
    const story = given(caseDecider, happened())
    story.when({ ...handedOver, toUnit: null }, deskContext).refuses('handover.one-receiver', 'toUnit')
    story.when({ ...handedOver, toInstitution: 'i' }, deskContext).refuses('handover.one-receiver', 'toUnit')
    story.when({ ...handedOver, reason: 'x' }, deskContext).refuses('code.unknown', 'reason')
  })
})

describe('who works on a case', () => {
  it('is assigned, and the same again changes nothing', () => {
    const story = given(caseDecider, happened({ type: 'assignCase', assignedTo: 'u1' }))
    expect(story.state).toMatchObject({ assignedTo: 'u1' })
    story.when({ type: 'assignCase', assignedTo: 'u1' }, deskContext).then([])
  })

  it('is nobody behind the conflict wall, who loses sight of the case at once', () => {
    const wall: CaseCommand = { type: 'declareConflict', userId: 'u1' }
    const story = given(caseDecider, happened({ type: 'assignCase', assignedTo: 'u1' }, wall))
    expect(story.state).toMatchObject({ assignedTo: null, walledOff: ['u1'] })
    story.when({ type: 'assignCase', assignedTo: 'u1' }, deskContext).refuses('case.conflict-wall')
    story.when(wall, deskContext).then([])
    story
      .when({ type: 'triageComplaint', urgency: 'gawat' }, { ...deskContext, actor: { kind: 'user', id: 'u1', role: 'petugas_pengaduan' } })
      .refuses('case.unknown')
  })

  it('leaves the assignment of others alone', () => {
    expect(given(caseDecider, happened({ type: 'assignCase', assignedTo: 'u1' }, { type: 'declareConflict', userId: 'u2' })).state).toMatchObject({
      assignedTo: 'u1',
    })
  })
})

describe('outreach and numbers', () => {
  it('records a visit, with or without anybody met', () => {
    const visit: CaseCommand = { type: 'recordOutreach', madeOn: '2026-03-02', met: false, note: null, victimIds: [] }
    given(caseDecider, happened()).when(visit, deskContext).makes('OutreachMade')
    given(caseDecider, happened())
      .when({ ...visit, victimIds: ['x'] }, deskContext)
      .refuses('victim.unknown', 'victimIds[0]')
    given(caseDecider, happened())
      .when({ ...visit, madeOn: '2026-02-28' }, deskContext)
      .refuses('date.before-complaint', 'madeOn')
    const story = given(caseDecider, happened(visit))
    const outreachId = idOf(existing(story.state).complaint.outreaches)
    const struck = given(caseDecider, happened(visit, { type: 'voidEntry', kind: 'layanan', entryId: outreachId, why: 'salah_berkas' }))
    expect(struck.state).toMatchObject({ complaint: { outreaches: { [outreachId]: { voided: true } } } })
  })

  it('numbers a complaint once', () => {
    const unnumbered = told(caseDecider, deskContext, complaint({ number: null }))
    given(caseDecider, unnumbered)
      .when({ type: 'assignComplaintNumber', number: 'PGD/2026/002' }, deskContext)
      .then([{ type: 'ComplaintNumberAssigned', version: 1, data: { number: 'PGD/2026/002' } }])
    given(caseDecider, happened()).when({ type: 'assignComplaintNumber', number: 'PGD/2026/002' }, deskContext).refuses('complaint.already-numbered')
  })
})
