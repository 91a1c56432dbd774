import type { CaseCommand } from './index'
import { DEFAULT_CLOCKS, openReferrals, waitsFor, type AwaitingReferral, type ReferralEntry } from './index'
import { ANI, BUDI, HEAD, HOSPITAL, note, OFFICER, POLICE, Road, uuid } from './road.fixture'

const HOUR = 3_600_000
const DAY = 24 * HOUR

const make = (change: object = {}): CaseCommand => ({
  type: 'makeReferral',
  victimIds: [ANI],
  institutionId: HOSPITAL,
  service: 'kesehatan',
  needIds: [],
  urgency: 'sedang',
  madeOn: '2026-03-02',
  override: null,
  approvalNeeded: false,
  follows: null,
  packet: ['inisial', 'umur'],
  note: null,
  ...change,
})

/** A case with a referral; `id` is the latest one's. */
class Referred extends Road {
  id = ''
  static with(change: object = {}): Referred {
    const road = new Referred().given(...Road.accepted().events)
    road.consent()
    return road.refer(change)
  }
  refer(change: object = {}): this {
    const [event] = this.do(make(change))
    this.id = event?.type === 'ReferralMade' ? event.data.referralId : ''
    return this
  }
  get referral(): ReferralEntry {
    const entry = this.case.referrals[this.id]
    if (!entry) throw new Error('no such referral')
    return entry
  }
  step(type: string, change: object = {}): CaseCommand {
    const common = { type, referralId: this.id, at: this.now, via: 'telepon', saidBy: note('perawat jaga') }
    return { ...common, ...EXTRA[type], ...change } as CaseCommand
  }
  goes(...types: readonly string[]): this {
    for (const type of types) this.later(60_000).do(this.step(type))
    return this
  }
}
const EXTRA: Readonly<Record<string, object>> = {
  sendReferral: { channel: 'whatsapp' },
  recordReferralAccepted: { extent: 'penuh' },
  recordReferralDeclined: { reason: 'penuh', alternative: null },
  recordReferralAppointment: { appointmentAt: '2026-03-10T02:00:00.000Z' },
  recordReferralNotArrived: { hindrance: 'transportasi', askAgainOn: '2026-03-05' },
  recordReferralProgress: { note: null },
  askAboutReferral: { askAgainOn: '2026-03-06' },
  completeReferral: { result: 'tujuan_tercapai' },
  endReferralWithoutResult: { reason: 'hilang_kontak', justification: null },
  withdrawReferral: { by: 'korban', reason: 'korban_berubah_pikiran' },
  justifyReferralDeadEnd: { reason: 'kebutuhan_terpenuhi', note: null },
}

describe('a referral is made', () => {
  it('with the consents it rests on, in the lists it was coded in', () => {
    const road = Road.accepted()
    const consentId = road.consent()
    expect(road.do(make())).toMatchObject([
      {
        type: 'ReferralMade',
        data: { consentIds: [consentId], withoutConsent: false, overrideReason: null, madeBy: OFFICER, lists: 1, packet: ['inisial', 'umur'] },
      },
    ])
  })

  it('with the consent of every victim for this very receiver, valid today', () => {
    expect(Road.accepted().refusal(make())).toBe('referral.consent-missing')
    const elsewhere = Road.accepted()
    elsewhere.consent(POLICE)
    expect(elsewhere.refusal(make())).toBe('referral.consent-missing')
    const two = Road.accepted().victim(BUDI)
    two.consent()
    expect(two.refusal(make({ victimIds: [ANI, BUDI] }))).toBe('referral.consent-missing')
    two.consent(HOSPITAL, BUDI)
    expect(two.refusal(make({ victimIds: [ANI, BUDI] }))).toBe('allowed')
    const expired = Road.accepted()
    expired.consent(HOSPITAL, ANI, '2026-03-01')
    expect(expired.refusal(make())).toBe('referral.consent-missing')
    const withdrawn = Road.accepted()
    withdrawn.withdrawn(withdrawn.consent())
    expect(withdrawn.refusal(make())).toBe('referral.consent-missing')
    const struck = Road.accepted()
    struck.and({ type: 'voidEntry', kind: 'persetujuan', entryId: struck.consent(), why: 'salah_orang' })
    expect(struck.refusal(make())).toBe('referral.consent-missing')
  })

  it('without consent only by the emergency override with a reason, which another officer reviews once', () => {
    const road = Referred.with()
    road.withdrawn(Object.keys(road.case.consents.given)[0] ?? '').refer({ override: { reason: note('tidak sadar') } })
    expect(road.events.at(-1)).toMatchObject({ data: { withoutConsent: true, consentIds: [] } })
    const review = road.step('reviewReferralOverride', { finding: 'sesuai', remark: null })
    expect(road.refusal(review)).toBe('referral.own-review')
    road.as(HEAD, 'head_of_unit').do(review)
    expect(road.refusal(review)).toBe('referral.override-reviewed')
    expect(Referred.with().refusal(Referred.with().step('reviewReferralOverride', { finding: 'sesuai', remark: null }))).toBe('referral.no-override')
  })

  it('without an override where the consent is there all the same', () => {
    const road = Road.accepted()
    road.consent()
    expect(road.do(make({ override: { reason: note() } }))).toMatchObject([{ data: { withoutConsent: false, overrideReason: null } }])
  })

  it('on an accepted, open case for victims still served', () => {
    const complaint = Road.complaint()
    complaint.consent()
    expect(complaint.refusal(make())).toBe('case.not-accepted')
    const road = Road.accepted()
    road.consent()
    road.and({ type: 'endVictimService', victimId: ANI, reason: 'pindah', endedOn: '2026-03-02' })
    expect(road.refusal(make())).toBe('referral.victim-ended')
    road.and({ type: 'requestClosure' }).and({ type: 'approveClosure', closedOn: null })
    expect(road.refusal(make())).toBe('case.closed')
  })

  it('with codes of the lists, needs of its victims, and on a day that can be', () => {
    const road = Road.accepted().given({
      type: 'NeedIdentified',
      version: 1,
      data: { needId: uuid(70), victimId: ANI, service: 'kesehatan', wanted: true, identifiedOn: '2026-03-01', lists: 1 },
    })
    road.consent()
    expect(road.refusal(make({ needIds: [uuid(70)] }))).toBe('allowed')
    expect(road.refusal(make({ needIds: [uuid(71)] }))).toBe('needIds[0]: need.unknown')
    expect(road.victim(BUDI).refusal(make({ needIds: [uuid(70)], victimIds: [BUDI] }))).toBe('needIds[0]: need.unknown')
    expect(road.refusal(make({ service: 'sulap' }))).toBe('service: code.unknown')
    expect(road.refusal(make({ packet: ['semua'] }))).toBe('packet[0]: code.unknown')
    expect(road.refusal(make({ madeOn: '2026-03-03' }))).toBe('madeOn: date.future')
    expect(road.refusal(make({ madeOn: '2026-02-28' }))).toBe('madeOn: date.before-complaint')
    expect(road.refusal(make({ victimIds: [] }))).toBe('victimIds: victim.missing')
  })
})

describe('a referral is sent', () => {
  it('after its approval where it needs one; an urgent one waits for nobody', () => {
    const road = Referred.with({ approvalNeeded: true })
    expect(road.refusal(road.step('sendReferral'))).toBe('referral.approval-missing')
    road.goes('approveReferral', 'sendReferral')
    expect(road.refusal(road.step('approveReferral'))).toBe('referral.approval-not-awaited')
    const urgent = Referred.with({ approvalNeeded: true, urgency: 'gawat' }).goes('sendReferral', 'approveReferral')
    expect(urgent.referral).toMatchObject({ stage: 'dikirim', approvalNeeded: false })
    expect(Referred.with().refusal(Referred.with().step('approveReferral'))).toBe('referral.approval-not-awaited')
  })

  it('not once the consent was withdrawn in between', () => {
    const road = Referred.with()
    road.withdrawn(Object.keys(road.case.consents.given)[0] ?? '')
    expect(road.refusal(road.step('sendReferral'))).toBe('referral.consent-missing')
    expect(road.refusal(road.step('recordReferralAccepted'))).toBe('referral.consent-missing')
  })

  it.each([
    ['gawat', '2026-03-02T05:00:00.000Z'],
    ['tinggi', '2026-03-03T03:00:00.000Z'],
    ['sedang', '2026-03-05T03:00:00.000Z'],
    ['rendah', '2026-03-05T03:00:00.000Z'],
  ])('with the time its answer is due, by urgency (%s)', (urgency, answerDueAt) => {
    const road = Referred.with({ urgency })
    expect(road.do(road.step('sendReferral'))).toMatchObject([{ type: 'ReferralSent', data: { channel: 'whatsapp', answerDueAt } }])
  })

  it('by a channel of the list', () => {
    const road = Referred.with()
    expect(road.refusal(road.step('sendReferral', { channel: 'merpati' }))).toBe('channel: code.unknown')
  })
})

describe('a referral walks its road', () => {
  it('through every stage to its result and to the victim who is told', () => {
    const road = Referred.with().goes(
      'sendReferral',
      'recordReferralReceived',
      'recordReferralAccepted',
      'recordReferralAppointment',
      'recordReferralNotArrived',
      'askAboutReferral',
      'recordReferralAppointment',
      'recordReferralArrived',
      'recordReferralFirstService',
      'recordReferralProgress',
      'completeReferral',
      'tellVictimOfReferral',
    )
    expect(road.events.slice(-12).map(({ type }) => type)).toEqual([
      'ReferralSent',
      'ReferralReceived',
      'ReferralAccepted',
      'AppointmentMade',
      'ReferralNotArrived',
      'ReferralAsked',
      'AppointmentMade',
      'ReferralArrived',
      'ReferralFirstServiceGiven',
      'ReferralProgressReported',
      'ReferralCompleted',
      'ReferralVictimTold',
    ])
    expect(road.referral).toMatchObject({ stage: 'selesai', told: true })
    expect(openReferrals(road.case.referrals)).toEqual([])
  })

  it('records what a telephone call implies at the same moment and on the same word', () => {
    const road = Referred.with().goes('sendReferral')
    const decided = road.later(HOUR).do(road.step('recordReferralAccepted', { extent: 'sebagian' }))
    expect(decided).toMatchObject([
      { type: 'ReferralReceived', at: road.now, data: { via: 'telepon' } },
      { type: 'ReferralAccepted', at: road.now, data: { extent: 'sebagian' } },
    ])
    const served = Referred.with({ urgency: 'gawat' })
    expect(served.do(served.step('recordReferralFirstService')).map(({ type }) => type)).toEqual([
      'ReferralSent',
      'ReferralReceived',
      'ReferralAccepted',
      'ReferralArrived',
      'ReferralFirstServiceGiven',
    ])
    expect(served.events.at(-5)).toMatchObject({ data: { channel: 'telepon' } })
  })

  it('does not invent a sending nobody told of', () => {
    const road = Referred.with()
    expect(road.refusal(road.step('recordReferralAccepted', { via: null }))).toBe('referral.not-sent')
    expect(road.refusal(road.step('endReferralWithoutResult'))).toBe('referral.not-sent')
  })

  it('does not go back', () => {
    const road = Referred.with().goes('sendReferral', 'recordReferralAccepted', 'recordReferralArrived')
    expect(road.refusal(road.step('sendReferral'))).toBe('referral.stage-passed')
    expect(road.refusal(road.step('recordReferralReceived'))).toBe('referral.stage-passed')
    expect(road.refusal(road.step('recordReferralAccepted'))).toBe('referral.stage-passed')
    expect(road.refusal(road.step('recordReferralDeclined'))).toBe('referral.stage-passed')
    expect(road.refusal(road.step('recordReferralAppointment'))).toBe('referral.stage-passed')
    expect(road.refusal(road.step('recordReferralNotArrived'))).toBe('referral.stage-passed')
  })

  it('may be told late, but neither before the stage before it, nor before it was made, nor in the future', () => {
    const road = Referred.with().later(5 * HOUR)
    expect(road.refusal(road.step('sendReferral', { at: '2026-03-02T03:30:00.000Z' }))).toBe('allowed')
    expect(road.refusal(road.step('sendReferral', { at: '2026-03-01T16:59:59.000Z' }))).toBe('at: referral.before-made')
    expect(road.refusal(road.step('sendReferral', { at: '2026-03-03T03:00:00.000Z' }))).toBe('at: time.future')
    expect(road.refusal(road.step('sendReferral', { at: 'tadi' }))).toBe('at: time.invalid')
    road.goes('sendReferral')
    expect(road.refusal(road.step('recordReferralReceived', { at: '2026-03-02T07:00:00.000Z' }))).toBe('at: referral.before-previous-stage')
  })

  it('writes down when first service and progress are due', () => {
    const road = Referred.with({ urgency: 'tinggi' }).goes('sendReferral')
    road.do(road.step('recordReferralAccepted'))
    expect(road.events.at(-1)).toMatchObject({ data: { firstServiceDueAt: '2026-03-05T03:01:00.000Z' } })
    road.goes('recordReferralFirstService')
    expect(road.events.at(-1)).toMatchObject({ data: { progressDueAt: '2026-03-16T03:02:00.000Z' } })
    road.later(DAY).do(road.step('recordReferralProgress'))
    expect(road.events.at(-1)).toMatchObject({ data: { progressDueAt: '2026-03-17T03:02:00.000Z' } })
  })

  it('and when an answer is, by the clocks of that moment', () => {
    const road = Referred.with().goes('sendReferral')
    expect(road.events.at(-1)).toMatchObject({ data: { answerDueAt: '2026-03-05T03:01:00.000Z' } })
    const hour = { hours: 1 }
    road.clocks = { ...DEFAULT_CLOCKS, referralAnswer: { gawat: hour, tinggi: hour, sedang: hour, rendah: hour } }
    road.refer().goes('sendReferral')
    expect(road.events.at(-1)).toMatchObject({ data: { answerDueAt: '2026-03-02T04:02:00.000Z' } })
  })

  it('counts the first service as delivered, confirmed by the partner, until it is struck', () => {
    const road = Referred.with().goes('sendReferral', 'recordReferralFirstService')
    const { serviceId } = road.referral
    const correct: CaseCommand = { type: 'correctServiceDate', serviceId: serviceId ?? '', deliveredOn: '2026-03-01', why: 'salah_ketik' }
    expect(road.refusal(correct)).toBe('allowed')
    road.and({ type: 'voidEntry', kind: 'layanan', entryId: serviceId ?? '', why: 'ganda' })
    expect(road.referral.serviceVoided).toBe(true)
    expect(road.refusal(correct)).toBe('service.voided')
  })

  it('keeps to its lists and to dates that make sense', () => {
    const road = Referred.with().goes('sendReferral', 'recordReferralAccepted')
    expect(road.refusal(road.step('recordReferralArrived', { via: 'merpati' }))).toBe('via: code.unknown')
    expect(road.refusal(road.step('recordReferralAppointment', { appointmentAt: '2026-03-01T00:00:00.000Z' }))).toBe(
      'appointmentAt: referral.appointment-before-made',
    )
    expect(road.refusal(road.step('recordReferralAppointment', { appointmentAt: 'lusa' }))).toBe('appointmentAt: time.invalid')
    expect(road.refusal(road.step('recordReferralNotArrived', { hindrance: 'mangkir' }))).toBe('hindrance: code.unknown')
    expect(road.refusal(road.step('recordReferralNotArrived', { askAgainOn: '2026-03-01' }))).toBe('askAgainOn: date.before-step')
    expect(road.refusal(road.step('recordReferralNotArrived', { askAgainOn: null }))).toBe('allowed')
    expect(road.refusal(road.step('askAboutReferral', { via: 'merpati' }))).toBe('via: code.unknown')
    expect(road.refusal(road.step('askAboutReferral', { via: null }))).toBe('allowed')
    expect(road.refusal(road.step('completeReferral', { result: 'hore' }))).toBe('result: code.unknown')
    expect(road.refusal(road.step('endReferralWithoutResult', { reason: 'hore' }))).toBe('reason: code.unknown')
    expect(road.refusal(road.step('withdrawReferral', { reason: 'hore' }))).toBe('reason: code.unknown')
    const sent = Referred.with().goes('sendReferral')
    expect(sent.refusal(sent.step('recordReferralDeclined', { reason: 'hore' }))).toBe('reason: code.unknown')
    expect(sent.refusal(sent.step('recordReferralArrived', { referralId: uuid(44) }))).toBe('referral.unknown')
  })
})

describe('a referral ends once', () => {
  const ends = ['recordReferralDeclined', 'completeReferral', 'endReferralWithoutResult', 'withdrawReferral']

  it.each(ends)('by %s, and nothing comes after it', (end) => {
    const road = Referred.with().goes('sendReferral', end)
    for (const type of [...ends, 'recordReferralReceived', 'recordReferralProgress', 'sendReferral', 'askAboutReferral']) {
      expect(road.refusal(road.step(type))).toBe('referral.ended')
    }
  })

  it('and the victim is told once, after the end', () => {
    const road = Referred.with().goes('sendReferral')
    expect(road.refusal(road.step('tellVictimOfReferral'))).toBe('referral.not-ended')
    road.goes('completeReferral', 'tellVictimOfReferral')
    expect(road.refusal(road.step('tellVictimOfReferral'))).toBe('referral.victim-already-told')
  })

  it('and a dead end is justified once or followed by a successor', () => {
    const justified = Referred.with().goes('sendReferral', 'recordReferralDeclined')
    expect(justified.refusal(justified.step('justifyReferralDeadEnd', { reason: 'hore' }))).toBe('reason: code.unknown')
    justified.goes('justifyReferralDeadEnd')
    expect(justified.refusal(justified.step('justifyReferralDeadEnd'))).toBe('referral.already-justified')

    const followed = Referred.with().goes('sendReferral', 'recordReferralDeclined')
    const first = followed.id
    followed.refer({ follows: first })
    expect(followed.case.referrals[first]).toMatchObject({ followedBy: followed.id })
    expect(followed.refusal(make({ follows: first }))).toBe('referral.already-followed')
    expect(followed.refusal(followed.step('justifyReferralDeadEnd', { referralId: first }))).toBe('referral.already-followed')
    followed.and({ type: 'voidEntry', kind: 'rujukan', entryId: followed.id, why: 'ganda' })
    expect(followed.case.referrals[first]).toMatchObject({ followedBy: null })
    expect(followed.refusal(followed.step('withdrawReferral'))).toBe('referral.voided')
  })

  it('and only a dead end is followed or justified', () => {
    const road = Referred.with()
    expect(road.refusal(make({ follows: road.id }))).toBe('referral.follows-no-dead-end')
    expect(road.refusal(make({ follows: uuid(44) }))).toBe('follows: referral.unknown')
    road.goes('sendReferral', 'completeReferral')
    expect(road.refusal(road.step('justifyReferralDeadEnd'))).toBe('referral.no-dead-end')
  })
})

describe('whom a referral waits for', () => {
  const made: AwaitingReferral = {
    stage: 'dibuat',
    urgency: 'tinggi',
    approvalNeeded: false,
    answerDueAt: '2026-03-05T03:00:00.000Z',
    firstServiceDueAt: '2026-03-11T03:00:00.000Z',
    progressDueAt: '2026-03-16T03:00:00.000Z',
    appointmentAt: '2026-03-10T02:00:00.000Z',
    told: false,
    voided: false,
  }
  const waiting = (change: Partial<AwaitingReferral>): unknown => {
    const found = waitsFor({ ...made, ...change })
    return found && `${found.on} ${found.step} ${found.dueAt ?? '-'}`
  }

  it.each([
    ['dibuat', 'unit kirim -'],
    ['dikirim', 'mitra konfirmasi_penerimaan 2026-03-05T03:00:00.000Z'],
    ['sampai', 'mitra jawaban 2026-03-05T03:00:00.000Z'],
    ['disanggupi', 'unit atur_janji_temu 2026-03-11T03:00:00.000Z'],
    ['disanggupi_sebagian', 'unit atur_janji_temu 2026-03-11T03:00:00.000Z'],
    ['janji_temu', 'korban hadir 2026-03-10T02:00:00.000Z'],
    ['belum_hadir', 'korban tanyakan_kendala -'],
    ['hadir', 'mitra layanan_pertama 2026-03-11T03:00:00.000Z'],
    ['layanan_pertama', 'mitra laporan_perkembangan 2026-03-16T03:00:00.000Z'],
    ['selesai', 'unit beri_tahu_korban -'],
    ['berakhir_tanpa_hasil', 'unit beri_tahu_korban -'],
    ['ditolak_mitra', 'unit beri_tahu_korban -'],
    ['dicabut', 'unit beri_tahu_korban -'],
  ] as const)('follows from its stage, with what comes next and when: %s', (stage, expected) => {
    expect(waiting({ stage })).toBe(expected)
  })

  it('is the head for an approval, but nothing urgent waits for one', () => {
    expect(waiting({ approvalNeeded: true })).toBe('unit setujui -')
    expect(waiting({ approvalNeeded: true, urgency: 'gawat' })).toBe('unit kirim -')
  })

  it('is nobody once the victim was told how it ended, and for a struck one', () => {
    expect(waiting({ stage: 'ditolak_mitra', told: true })).toBeNull()
    expect(waiting({ stage: 'dikirim', voided: true })).toBeNull()
  })
})
