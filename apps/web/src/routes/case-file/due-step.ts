import { isErased, type CaseFile, type FileVictim } from '../../api/case-file'
import type { FileReferral, ReferralAwaits } from '../../api/referral-progress'
import { dutiesOf } from './duties-of'
import type { StepName } from './steps/step'

export interface DueStep {
  step: StepName
  ref?: string
  /** The partner it is about: its name stands behind the step's word. */
  institutionId?: string
}

const afterReferral: Record<ReferralAwaits, StepName> = {
  setujui: 'setujui-rujukan',
  kirim: 'kirim-rujukan',
  konfirmasi_penerimaan: 'rujukan-sampai',
  jawaban: 'rujukan-disanggupi',
  atur_janji_temu: 'janji-temu',
  hadir: 'rujukan-hadir',
  tanyakan_kendala: 'janji-temu',
  layanan_pertama: 'layanan-pertama',
  laporan_perkembangan: 'perkembangan-rujukan',
  beri_tahu_korban: 'beri-tahu-korban',
}

/** The step a referral waits for, as a form of the case. */
export function stepOfReferral({ step, referralId, institutionId }: FileReferral): DueStep | null {
  return step === null ? null : { step: afterReferral[step], ref: referralId, institutionId }
}

/** Victims whose services go on; not those whose data were erased. */
export const standing = (file: CaseFile): FileVictim[] =>
  file.victims.filter(({ victimId, voided, ending }) => !voided && ending === null && !isErased(file, victimId))

/** Needs that are wanted and have neither a service nor an open referral. */
export function openNeeds(file: CaseFile): CaseFile['needs'] {
  return file.needs.filter(({ voided, wanted, needId, victimId, service }) => {
    if (voided || !wanted) return false
    const served = file.services.some((one) => !one.voided && one.service === service && one.victimIds.includes(victimId))
    const referred = file.referrals.some((one) => one.needIds.includes(needId) && (one.open || one.stage === 'selesai'))
    return !served && !referred
  })
}

function complaintStep(file: CaseFile): DueStep {
  if (file.urgency === null) return { step: 'nilai-urgensi' }
  if (file.firstContact.dueAt !== null && file.firstContact.reachedAt === null) return { step: 'catat-kontak' }
  return { step: file.verifiedOn === null ? 'verifikasi' : 'terima' }
}

/** Referrals by what comes first: a moment, a day, nothing. */
function referralsInOrder(file: CaseFile): FileReferral[] {
  const when = (one: FileReferral): string => one.nextAt ?? one.nextOn ?? '9999'
  return file.referrals.filter(({ voided, step }) => !voided && step !== null).sort((a, b) => when(a).localeCompare(when(b)))
}

/** What waits for the unit itself comes before what waits for others whose time has not come. */
function referralStep(file: CaseFile, now: number, approves: boolean): DueStep | null {
  const ours = referralsInOrder(file).find(({ waitsFor, step, nextAt, nextOn }) => {
    if (step === 'setujui') return approves
    if (waitsFor === 'unit') return true
    const next = nextAt ?? nextOn
    return next === null || Date.parse(next) - now < 36 * 3_600_000
  })
  return ours === undefined ? null : stepOfReferral(ours)
}

function careStep(file: CaseFile): DueStep | null {
  const victims = standing(file)
  const without = (has: (victim: FileVictim) => boolean): FileVictim | undefined => victims.find((victim) => !has(victim))
  const agreed = (victim: FileVictim): boolean =>
    file.consents.some(({ victimId, purpose, voided }) => victimId === victim.victimId && purpose === 'layanan' && !voided)
  if (without(agreed) !== undefined) return { step: 'persetujuan' }
  if (without(({ risk }) => risk !== null) !== undefined) return { step: 'asesmen' }
  if (without((victim) => file.needs.some(({ victimId, voided }) => victimId === victim.victimId && !voided)) !== undefined)
    return { step: 'kebutuhan' }
  const drafted = file.plans.find(({ state, voided }) => state === 'disusun' && !voided)
  if (drafted !== undefined) return { step: 'sepakati-rencana', ref: drafted.planId }
  const planned = (victim: FileVictim): boolean =>
    file.plans.some(({ victimId, voided, state }) => victimId === victim.victimId && !voided && state !== 'dikembalikan')
  if (without(planned) !== undefined) return { step: 'susun-rencana' }
  return openNeeds(file).length > 0 ? { step: 'buat-rujukan' } : null
}

function activeStep(file: CaseFile, now: number, approves: boolean): DueStep | null {
  if (file.assignedTo === null && !file.imported) return { step: approves ? 'tugaskan' : 'ambil-kasus' }
  if (file.firstContact.dueAt !== null && file.firstContact.reachedAt === null) return { step: 'catat-kontak' }
  const policeDue = file.incidents.some(({ policeReportDueAt }) => policeReportDueAt !== null && Date.parse(policeReportDueAt) - now < 36 * 3_600_000)
  const agreedPlan = file.plans.find(({ state, voided }) => state === 'disepakati' && !voided)
  if (approves && agreedPlan !== undefined) return { step: 'setujui-rencana', ref: agreedPlan.planId }
  const referral = referralStep(file, now, approves)
  if (referral !== null) return referral
  if (policeDue && file.policeReport === null) return { step: 'laporan-polisi' }
  const stay = file.stays.find(({ voided, left, victimIds, reviewOn }) => {
    const gone = new Set(left.flatMap((one) => one.victimIds))
    return !voided && victimIds.some((id) => !gone.has(id)) && Date.parse(reviewOn) <= now
  })
  if (stay !== undefined) return { step: 'tinjau-tinggal', ref: stay.stayId }
  if (standing(file).length === 0 && file.victims.length > 0) return { step: 'ajukan-penutupan' }
  return careStep(file)
}

/**
 * The one step that is due in a case, for the one filled button; null where nothing waits for this person.
 * @param now milliseconds; @param approves whether the reader may approve (the head of unit)
 */
export function dueStep(whole: CaseFile, now: number, approves: boolean): DueStep | null {
  const file = dutiesOf(whole)
  switch (file.phase) {
    case 'pengaduan':
      return complaintStep(file)
    case 'layanan':
      return activeStep(file, now, approves)
    case 'menunggu_persetujuan':
      return approves ? { step: 'setujui-penutupan' } : null
    case 'ditutup': {
      const due = file.victims.find(({ followUpDueOn, voided }) => followUpDueOn !== null && !voided)
      return due === undefined ? null : { step: 'tindak-lanjut' }
    }
    default:
      return null
  }
}
