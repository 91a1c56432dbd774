import { paceOf, placeOf } from './lane-of'
import type { FileReferral } from '../../api/referral-progress'

const at = (stage: FileReferral['stage'], ...stages: FileReferral['stages'][number]['stage'][]): FileReferral => ({
  referralId: 'r',
  institutionId: 'i',
  service: 'kesehatan',
  urgency: 'tinggi',
  victimIds: [],
  erased: [],
  needIds: [],
  follows: null,
  madeOn: '2026-11-18',
  withoutConsent: false,
  overrideReviewed: false,
  approvalNeeded: false,
  stage,
  since: '2026-11-18',
  stages: stages.map((one) => ({ stage: one, at: '2026-11-18', via: null, eventId: one })),
  waitsFor: 'mitra',
  step: null,
  nextAt: null,
  nextOn: null,
  sentAt: null,
  answeredAt: null,
  answerDueAt: null,
  firstServiceDueAt: null,
  appointmentAt: null,
  outcome: null,
  open: true,
  told: false,
  justified: null,
  voided: false,
})

describe('where a referral stands on its lane', () => {
  it('stands at its stage', () => expect(placeOf(at('sampai'))).toBe('received'))
  it('stands at the appointment when the victim did not come', () => expect(placeOf(at('belum_hadir'))).toBe('appointment'))
  it('stands where the way stopped when it ended', () => expect(placeOf(at('ditolak_mitra', 'dibuat', 'dikirim', 'sampai'))).toBe('received'))
  it('calls another body to be asked, not late', () => {
    expect(paceOf({ referral: at('dikirim'), late: 'tanyakan' })).toEqual({ kind: 'ask' })
    expect(paceOf({ referral: at('disanggupi'), late: 'lewat' })).toEqual({ kind: 'late' })
  })
  it('names how it ended', () => expect(paceOf({ referral: at('dicabut'), late: null })).toEqual({ kind: 'stopped', outcome: 'withdrawn' }))
})
