import type { CaseCommand } from './index'
import { ANI, BUDI, HEAD, note, Road, uuid } from './road.fixture'

const stage = (change: object = {}): CaseCommand => ({
  type: 'recordLegalStage',
  victimIds: [ANI],
  perpetratorId: null,
  stage: 'laporan',
  reachedOn: '2026-02-20',
  fileNumber: note('LP/1'),
  ...change,
})
const settle = (how: string, change: object = {}): CaseCommand =>
  ({
    type: 'settlePoliceReport',
    how,
    settledAt: '2026-03-02T02:00:00.000Z',
    reviewOn: null,
    fileNumber: null,
    reason: null,
    disability: false,
    ...change,
  }) as CaseCommand
const protect = (kind: string, until: string | null = null, from = '2026-03-01'): CaseCommand =>
  ({ type: 'grantProtection', victimIds: [ANI], kind, from, until }) as CaseCommand

describe('a legal stage', () => {
  it('may lie before the complaint, and concerns somebody of the case', () => {
    expect(Road.complaint().do(stage())).toMatchObject([{ type: 'LegalStageReached', data: { stage: 'laporan', reachedOn: '2026-02-20' } }])
    expect(Road.complaint().refusal(stage({ perpetratorId: uuid(700) }))).toBe('perpetratorId: perpetrator.unknown')
    expect(
      Road.complaint()
        .perpetrator(true)
        .refusal(stage({ perpetratorId: uuid(700) })),
    ).toBe('allowed')
    expect(Road.complaint().refusal(stage({ stage: 'ajudikasi' }))).toBe('stage: code.unknown')
    expect(Road.complaint().refusal(stage({ reachedOn: '2026-03-03' }))).toBe('reachedOn: date.future')
    expect(Road.complaint().refusal(stage({ victimIds: [] }))).toBe('victimIds: victim.missing')
  })
})

describe('the duty to report sexual violence', () => {
  const sexual = (): Road => Road.complaint().incident(['seksual'], ['pelecehan_fisik'])

  it('is owed for sexual violence only, and settled once', () => {
    expect(Road.complaint().incident(['fisik']).refusal(settle('dilaporkan_unit'))).toBe('police-report.no-duty')
    const road = sexual().and(settle('dilaporkan_unit', { fileNumber: note('LP/2') }))
    expect(road.case.legal.policeReport).toBe('dilaporkan_unit')
    expect(road.refusal(settle('dilaporkan_korban'))).toBe('police-report.already-settled')
    expect(sexual().refusal(settle('dilaporkan_unit', { settledAt: '2026-03-02T09:00:00.000Z' }))).toBe('settledAt: time.future')
  })

  it('lets an adult without disability decline, for complaint offences alone', () => {
    expect(sexual().do(settle('ditolak_korban_dewasa'))).toMatchObject([
      { type: 'PoliceReportSettled', data: { how: 'ditolak_korban_dewasa', reviewOn: null } },
    ])
    expect(sexual().refusal(settle('ditolak_korban_dewasa', { disability: true }))).toBe('police-report.disability')
    expect(Road.complaint().incident(['seksual'], ['pelecehan_fisik'], [ANI], ['disabilitas']).refusal(settle('ditolak_korban_dewasa'))).toBe(
      'police-report.disability',
    )
    expect(Road.complaint().victim(BUDI, 'anak').incident([], ['ks_elektronik'], [ANI, BUDI]).refusal(settle('ditolak_korban_dewasa'))).toBe(
      'police-report.not-an-adult',
    )
    expect(Road.complaint().incident(['seksual'], ['pelecehan_fisik', 'perkosaan']).refusal(settle('ditolak_korban_dewasa'))).toBe(
      'police-report.not-a-complaint-offence',
    )
    expect(Road.complaint().incident(['seksual']).refusal(settle('ditolak_korban_dewasa'))).toBe('police-report.not-a-complaint-offence')
  })

  it('is deferred for safety by the head, with a reason and the day it is looked at again', () => {
    const defer = (change: object = {}): CaseCommand => settle('ditunda_demi_keselamatan', { reason: note(), reviewOn: '2026-03-09', ...change })
    expect(sexual().refusal(defer())).toBe('police-report.deferral-needs-head')
    const head = (): Road => sexual().as(HEAD, 'head_of_unit')
    expect(head().refusal(defer({ reason: null }))).toBe('reason: required')
    expect(head().refusal(defer({ reviewOn: null }))).toBe('reviewOn: required')
    expect(head().refusal(defer({ reviewOn: '2026-03-02' }))).toBe('reviewOn: date.not-future')
    const road = head().and(defer())
    expect(road.refusal(settle('dilaporkan_unit'))).toBe('allowed')
  })

  it('blocks no service while it is open', () => {
    expect(
      sexual().refusal({
        type: 'recordMedicolegal',
        victimIds: [ANI],
        deliveredOn: '2026-03-02',
        provider: null,
        kind: 'visum_et_repertum',
        reportNumber: null,
      }),
    ).toBe('allowed')
  })
})

describe('protection', () => {
  it('ends when the law says, where no end is given', () => {
    expect(Road.accepted().do(protect('polisi_tpks'))).toMatchObject([
      { type: 'ProtectionGranted', data: { from: '2026-03-01', until: '2026-03-15' } },
    ])
    expect(Road.accepted().do(protect('polisi_kdrt'))).toMatchObject([{ data: { until: '2026-03-08' } }])
  })

  it('is no longer than the law allows, and a court says how long', () => {
    const road = Road.accepted()
    expect(road.refusal(protect('polisi_kdrt', '2026-03-09'))).toBe('until: protection.too-long')
    expect(road.refusal(protect('pengadilan'))).toBe('until: required')
    expect(road.refusal(protect('pengadilan', '2027-03-01'))).toBe('allowed')
    expect(road.refusal(protect('pengadilan', '2027-03-03'))).toBe('until: protection.too-long')
    expect(road.refusal(protect('lpsk', '2029-01-01'))).toBe('allowed')
    expect(road.refusal(protect('lpsk', '2026-02-01'))).toBe('until: protection.ends-before-start')
    expect(road.refusal(protect('polisi_tpks', null, '2026-03-03'))).toBe('from: date.future')
  })
})
