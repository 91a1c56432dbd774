import { Sealed } from '#kernel'
import type { CaseCommand } from './index'
import { ANI, BUDI, HOSPITAL, note, Road, uuid } from './road.fixture'

const delivery = { victimIds: [ANI], deliveredOn: '2026-03-02', provider: null }
const service = (change: object = {}): CaseCommand => ({ type: 'recordService', ...delivery, service: 'rehabilitasi_sosial', ...change })
const counselling = (change: object = {}): CaseCommand => ({
  type: 'holdCounsellingSession',
  ...delivery,
  service: 'konseling',
  notes: note(),
  ...change,
})
const health = (change: object = {}): CaseCommand => ({
  type: 'giveHealthService',
  ...delivery,
  payer: 'bpjs',
  payerReason: null,
  care: ['perawatan_luka'],
  note: null,
  ...change,
})

describe('a service', () => {
  it('is recorded with its kind, day, provider and the version of the lists', () => {
    const [event] = Road.accepted().do(service({ provider: HOSPITAL }))
    expect(event).toMatchObject({
      type: 'ServiceRecorded',
      on: '2026-03-02',
      data: { service: 'rehabilitasi_sosial', victimIds: [ANI], deliveredOn: '2026-03-02', provider: HOSPITAL, lists: 1 },
    })
  })

  it('needs an accepted case', () => {
    expect(Road.complaint().refusal(service())).toBe('case.not-accepted')
    expect(
      Road.complaint()
        .given({ type: 'ComplaintDeclined', version: 1, data: { declinedOn: '2026-03-01', reason: 'ganda', lists: 1 } })
        .refusal(service()),
    ).toBe('case.declined')
  })

  it('names victims of the case, each once, none of them struck', () => {
    const road = Road.accepted()
    expect(road.refusal(service({ victimIds: [] }))).toBe('victimIds: victim.missing')
    expect(road.refusal(service({ victimIds: [uuid(44)] }))).toBe('victimIds[0]: victim.unknown')
    expect(road.refusal(service({ victimIds: [ANI, ANI] }))).toBe('victimIds[1]: victim.repeated')
    road.victim(BUDI).and({ type: 'voidEntry', kind: 'korban', entryId: BUDI, why: 'salah_ketik' })
    expect(road.refusal(service({ victimIds: [BUDI] }))).toBe('victim.voided')
  })

  it('was not given tomorrow, nor before the complaint, nor after the ending of its victim', () => {
    const road = Road.accepted()
    expect(road.refusal(service({ deliveredOn: '2026-03-03' }))).toBe('deliveredOn: date.future')
    expect(road.refusal(service({ deliveredOn: '2026-02-28' }))).toBe('deliveredOn: date.before-complaint')
    expect(road.refusal(service({ deliveredOn: '2026-02-30' }))).toBe('deliveredOn: date.invalid')
    road.and({ type: 'endVictimService', victimId: ANI, reason: 'pindah', endedOn: '2026-03-01' })
    expect(road.refusal(service())).toBe('service.after-ending')
    expect(road.refusal(service({ deliveredOn: '2026-03-01' }))).toBe('allowed')
  })

  it('of a kind with rules of its own is not recorded bare, but for an import', () => {
    expect(Road.accepted().refusal(service({ service: 'mediasi' }))).toBe('service: service.has-its-own-form')
    expect(Road.accepted().refusal(service({ service: 'apa_saja' }))).toBe('service: code.unknown')
    expect(
      Road.accepted()
        .as(uuid(9), 'head_of_unit', uuid(10))
        .refusal(service({ service: 'konseling' })),
    ).toBe('allowed')
  })

  it('has its day corrected, with a reason, while it stands', () => {
    const road = Road.accepted()
    const [event] = road.do(service())
    const serviceId = event?.type === 'ServiceRecorded' ? event.data.serviceId : ''
    const correct = (change: object = {}): CaseCommand => ({
      type: 'correctServiceDate',
      serviceId,
      deliveredOn: '2026-03-01',
      why: 'salah_ketik',
      ...change,
    })
    expect(road.do(correct())).toMatchObject([{ type: 'ServiceDateCorrected', data: { serviceId, deliveredOn: '2026-03-01' } }])
    expect(road.case.services[serviceId]?.deliveredOn).toBe('2026-03-01')
    expect(road.refusal(correct({ serviceId: uuid(44) }))).toBe('service.unknown')
    expect(road.refusal(correct({ why: 'malas' }))).toBe('why: code.unknown')
    expect(road.refusal(correct({ deliveredOn: '2027-01-01' }))).toBe('deliveredOn: date.future')
    road.and({ type: 'voidEntry', kind: 'layanan', entryId: serviceId, why: 'ganda' })
    expect(road.refusal(correct())).toBe('service.voided')
  })
})

describe('counselling', () => {
  it('numbers sessions per victim, voided ones included, and a group session is one event a victim', () => {
    const road = Road.accepted().victim(BUDI)
    const [first] = road.do(counselling())
    expect(first).toMatchObject({ type: 'CounsellingSessionHeld', data: { session: 1, victimIds: [ANI] } })
    road.and({ type: 'voidEntry', kind: 'layanan', entryId: first?.type === 'CounsellingSessionHeld' ? first.data.serviceId : '', why: 'ganda' })
    const group = road.do(counselling({ victimIds: [ANI, BUDI], service: 'tenaga_ahli' }))
    expect(group).toMatchObject([{ data: { session: 2, victimIds: [ANI] } }, { data: { session: 1, victimIds: [BUDI] } }])
    expect(new Set(group.map((event) => event.type === 'CounsellingSessionHeld' && event.data.serviceId)).size).toBe(2)
  })

  it('is held with somebody, in an accepted case', () => {
    expect(Road.complaint().refusal(counselling())).toBe('case.not-accepted')
    expect(Road.accepted().refusal(counselling({ victimIds: [] }))).toBe('victimIds: victim.missing')
  })
})

describe('health', () => {
  it('is served from the complaint on, before acceptance, police report or plan', () => {
    expect(Road.complaint().do(health())).toMatchObject([
      { type: 'HealthServiceGiven', data: { payer: 'bpjs', payerReason: null, care: ['perawatan_luka'] } },
    ])
  })

  it('asks why the unit pays, and only then', () => {
    const road = Road.accepted()
    expect(road.refusal(health({ payer: 'unit' }))).toBe('payerReason: health.payer-reason-missing')
    expect(road.refusal(health({ payer: 'unit', payerReason: 'malas' }))).toBe('payerReason: code.unknown')
    expect(road.do(health({ payer: 'unit', payerReason: 'mendesak' }))).toMatchObject([{ data: { payerReason: 'mendesak' } }])
    expect(road.do(health({ payerReason: 'mendesak' }))).toMatchObject([{ data: { payerReason: null } }])
    expect(road.refusal(health({ payer: 'tunai' }))).toBe('payer: code.unknown')
    expect(road.refusal(health({ care: ['pijat'] }))).toBe('care[0]: code.unknown')
  })

  it('records a medicolegal examination with its sealed report number', () => {
    const examine = (kind: string): CaseCommand => ({ type: 'recordMedicolegal', ...delivery, kind, reportNumber: note('R/1') })
    expect(Road.complaint().do(examine('visum_et_repertum'))).toMatchObject([{ type: 'MedicolegalExamined', data: { kind: 'visum_et_repertum' } }])
    expect(Road.complaint().refusal(examine('ronsen'))).toBe('kind: code.unknown')
  })

  it('ends the urgent clock once, for a victim of sexual violence', () => {
    const end: CaseCommand = { type: 'endUrgentHealth', victimId: ANI, how: 'ditolak_korban' }
    expect(Road.complaint().incident(['fisik']).refusal(end)).toBe('health.no-urgent-clock')
    const road = Road.complaint().incident([], ['perkosaan']).and(end)
    expect(road.case.urgentHealth[ANI]).toBe('ditolak_korban')
    expect(road.refusal(end)).toBe('health.urgent-already-ended')
    expect(road.refusal({ ...end, victimId: uuid(44) })).toBe('victimId: victim.unknown')
  })
})

describe('legal aid, accompaniment and repatriation', () => {
  it('are recorded with their own particulars', () => {
    const road = Road.accepted()
    expect(road.do({ type: 'giveLegalAid', ...delivery, kind: 'konsultasi', note: null })).toMatchObject([
      { type: 'LegalAidGiven', data: { kind: 'konsultasi' } },
    ])
    expect(road.do({ type: 'giveAccompaniment', ...delivery, where: 'pengadilan', note: null })).toMatchObject([
      { type: 'AccompanimentGiven', data: { where: 'pengadilan' } },
    ])
    const journey = Sealed.plain<{ from: string; to: string }, 'indirect'>({ kind: 'subject', id: ANI }, { from: 'Pelabuhan', to: 'Desa' })
    expect(road.do({ type: 'makeRepatriation', ...delivery, journey })).toMatchObject([{ type: 'RepatriationMade', data: { victimIds: [ANI] } }])
    expect(Object.values(road.case.services).map((entry) => entry.service)).toEqual(['bantuan_hukum', 'pendampingan', 'pemulangan'])
  })

  it('keep to their lists, and a journey to the key of a traveller', () => {
    const road = Road.accepted()
    expect(road.refusal({ type: 'giveLegalAid', ...delivery, kind: 'sihir', note: null })).toBe('kind: code.unknown')
    expect(road.refusal({ type: 'giveAccompaniment', ...delivery, where: 'bulan', note: null })).toBe('where: code.unknown')
    const foreign = Sealed.plain<{ from: string; to: string }, 'indirect'>({ kind: 'subject', id: BUDI }, { from: 'a', to: 'b' })
    expect(road.refusal({ type: 'makeRepatriation', ...delivery, journey: foreign })).toBe('journey: repatriation.not-keyed-to-a-traveller')
  })
})
