import { broken } from '#kernel'
import { OPEN_STAGES, type ReferralEntry, type ReferralStage } from './referral-state'

/** What can happen to a referral on its road. */
export type ReferralStep =
  | 'sent'
  | 'received'
  | 'accepted'
  | 'declined'
  | 'appointment'
  | 'notArrived'
  | 'arrived'
  | 'firstService'
  | 'progress'
  | 'completed'
  | 'endedWithoutResult'
  | 'withdrawn'

interface Transition {
  readonly from: readonly ReferralStage[]
  readonly to: ReferralStage
}

const COMING: readonly ReferralStage[] = ['disanggupi', 'janji_temu', 'belum_hadir']

/** The whole of what leads where. An end leads nowhere: no referral ends twice. */
export const TRANSITIONS: Readonly<Record<ReferralStep, Transition>> = {
  sent: { from: ['dibuat'], to: 'dikirim' },
  received: { from: ['dikirim'], to: 'sampai' },
  accepted: { from: ['sampai'], to: 'disanggupi' },
  declined: { from: ['sampai'], to: 'ditolak_mitra' },
  appointment: { from: COMING, to: 'janji_temu' },
  notArrived: { from: COMING, to: 'belum_hadir' },
  arrived: { from: COMING, to: 'hadir' },
  firstService: { from: ['hadir'], to: 'layanan_pertama' },
  progress: { from: ['layanan_pertama'], to: 'layanan_pertama' },
  completed: { from: ['layanan_pertama'], to: 'selesai' },
  endedWithoutResult: { from: OPEN_STAGES.filter((stage) => stage !== 'dibuat'), to: 'berakhir_tanpa_hasil' },
  withdrawn: { from: OPEN_STAGES, to: 'dicabut' },
}

/** A step that what was told implies though nobody recorded it: who accepts has received, who is served has arrived. */
export type ImpliedStep = 'sent' | 'received' | 'accepted' | 'arrived' | 'firstService'

const NEXT: Readonly<Partial<Record<ReferralStage, ImpliedStep>>> = {
  dibuat: 'sent',
  dikirim: 'received',
  sampai: 'accepted',
  disanggupi: 'arrived',
  janji_temu: 'arrived',
  belum_hadir: 'arrived',
  hadir: 'firstService',
}

/**
 * @returns the steps between the referral's stage and `step`, which were skipped and are recorded with it; none where it comes next
 * @throws Refusal `referral.ended`, `referral.stage-passed` {stage}
 */
export function stepsBefore(step: ReferralStep, referral: Pick<ReferralEntry, 'stage'>): readonly ImpliedStep[] {
  if (!OPEN_STAGES.includes(referral.stage)) throw broken('referral.ended', { stage: referral.stage })
  const skipped: ImpliedStep[] = []
  let stage = referral.stage
  while (!TRANSITIONS[step].from.includes(stage)) {
    const next = NEXT[stage]
    if (next === undefined) throw broken('referral.stage-passed', { stage: referral.stage })
    skipped.push(next)
    stage = TRANSITIONS[next].to
  }
  return skipped
}
