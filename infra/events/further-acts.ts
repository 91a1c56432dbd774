import type { CaseCommand, ExistingCase } from '#cases'
import { deriveId, Sealed, type Direct, type Indirect, type Instant, type LocalDate, type Uuid } from '#kernel'

/** When and in which case an act is tried. */
export interface Moment {
  readonly caseId: Uuid
  readonly now: Instant
  readonly today: LocalDate
}

const direct = <T>(id: Uuid, value: T): Direct<T> => Sealed.plain<T, 'direct'>({ kind: 'subject', id }, value)
const indirect = <T>(id: Uuid, value: T): Indirect<T> => Sealed.plain<T, 'indirect'>({ kind: 'subject', id }, value)

/**
 * Commands for the rarer events, made of what a case holds: corrections, returns, reviews. Whoever asks sends those it needs and lets
 * the decision refuse those that don't fit.
 */
export function furtherActs(state: ExistingCase, { caseId, now, today }: Moment): readonly CaseCommand[] {
  const [victim = caseId] = Object.keys(state.subjects.victims)
  const remark = direct(victim, 'Catatan contoh')
  return [
    { type: 'correctReceivedDate', receivedAt: null, receivedOn: state.complaint.receivedOn, ages: [], why: 'salah_ketik' },
    {
      type: 'correctVictim',
      victimId: victim,
      ...{ sex: 'P', kecamatan: 'Hilir Contoh', why: 'verifikasi_dokumen' },
      identity: direct(victim, { name: 'Korban Contoh', nik: null, phone: null, address: 'Jalan Karangan 00' }),
      age: direct(victim, { birthDate: null, years: 15, statedFor: 'kejadian' as const }),
      circumstances: indirect(victim, { desa: 'Desa Contoh', education: 'smp', marital: null, occupation: null, disability: null }),
      finding: { ageClass: 'anak', ageBand: '13-17', ageFlags: ['ampk'], basis: 'disebut_saat_kejadian' },
      years: indirect(victim, 15),
    },
    { type: 'endUrgentHealth', victimId: victim, how: 'ditolak_korban' },
    { type: 'returnClosure', remark },
    ...Object.keys(state.needs).flatMap((needId): CaseCommand[] => [
      { type: 'changeNeedWish', needId, wanted: state.needs[needId]?.wanted !== true, changedOn: null },
      { type: 'hinderNeed', needId, how: 'dihalangi', reason: 'keluarga', on: null },
    ]),
    ...Object.keys(state.plans.plans).map((planId): CaseCommand => ({ type: 'returnCasePlan', planId, returnedOn: null, remark })),
    ...Object.keys(state.services).map((serviceId): CaseCommand => ({
      type: 'correctServiceDate',
      serviceId,
      ...{ deliveredOn: state.complaint.receivedOn, why: 'salah_ketik' },
    })),
    ...Object.keys(state.stays).map((stayId): CaseCommand => ({
      type: 'reviewShelterStay',
      stayId,
      ...{ reviewedOn: today, extended: true, nextReviewOn: null },
    })),
    ...Object.keys(state.referrals).flatMap((referralId): CaseCommand[] => [
      { type: 'approveReferral', referralId, at: now },
      { type: 'reviewReferralOverride', referralId, finding: 'sesuai', remark },
      { type: 'justifyReferralDeadEnd', referralId, at: now, reason: 'tidak_ada_layanan', note: remark },
    ]),
    ...Object.keys(state.needs).flatMap((needId, index): CaseCommand[] => {
      const need = state.needs[needId]
      return need === undefined ? [] : referrals(need.victimId, needId, need.service, deriveId(caseId, 'institution', index), today)
    }),
    ...Object.keys(state.emergencies).map((actionId): CaseCommand => ({ type: 'reviewEmergencyAction', actionId, finding: 'sesuai', remark })),
    ...Object.keys(state.closure.endings).map((victimId): CaseCommand => ({
      type: 'correctVictimEnding',
      victimId,
      ...{ reason: 'pindah', endedOn: today, why: 'data_baru' },
    })),
    ...Object.keys(state.consents.given).map((consentId): CaseCommand => ({ type: 'withdrawConsent', consentId, withdrawnAt: now })),
    { type: 'declareConflict', userId: deriveId(caseId, 'colleague') },
    ...erasure(victim, caseId),
  ]
}

/** One human in two cases, a text without them, and the end of what was kept of them. */
function erasure(subjectId: Uuid, caseId: Uuid): CaseCommand[] {
  const other = { caseId: deriveId(caseId, 'other case'), subjectId: deriveId(caseId, 'other part') }
  const recordId = deriveId(caseId, 'redacted')
  const text = Sealed.plain<string, 'direct'>({ kind: 'record', id: recordId, about: [] }, 'Catatan tanpa nama')
  return [
    { type: 'linkSubject', subjectId, other, basis: 'dokumen_sama' },
    { type: 'revokeSubjectLink', subjectId, other, why: 'salah_orang' },
    { type: 'redactText', recordId, replaces: deriveId(caseId, 'told'), about: [], text },
    { type: 'nameTextSubjects', recordId, about: [subjectId] },
    { type: 'startSubjectErasure', subjectId, why: 'permintaan_subjek', erasureId: null, linked: [], sharedTexts: [], withoutTexts: true },
    { type: 'completeSubjectErasure', subjectId },
  ]
}

/** One that waits for an approval, one that went out without consent. */
function referrals(victimId: Uuid, needId: Uuid, service: string, institutionId: Uuid, madeOn: LocalDate): CaseCommand[] {
  const made = {
    type: 'makeReferral',
    victimIds: [victimId],
    institutionId,
    service,
    needIds: [needId],
    madeOn,
    follows: null,
    packet: [],
    note: null,
  } as const
  const override = { reason: direct(victimId, 'Alasan contoh') }
  return [
    { ...made, urgency: 'sedang', override: null, approvalNeeded: true },
    { ...made, urgency: 'sedang', override, approvalNeeded: true },
  ]
}
