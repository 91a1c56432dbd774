import type { BoardReferral } from '../../api/referral-board'
import type { FileReferral, ReferralStage } from '../../api/referral-progress'
import type { LaneOutcome, LanePace, LaneStage } from '../../components/referral-lane'

const places: Partial<Record<ReferralStage, LaneStage>> = {
  dibuat: 'made',
  dikirim: 'sent',
  sampai: 'received',
  disanggupi: 'accepted',
  disanggupi_sebagian: 'accepted',
  janji_temu: 'appointment',
  belum_hadir: 'appointment',
  hadir: 'arrived',
  layanan_pertama: 'first-service',
  selesai: 'completed',
}

const outcomes: Partial<Record<ReferralStage, LaneOutcome>> = {
  ditolak_mitra: 'declined',
  dicabut: 'withdrawn',
  berakhir_tanpa_hasil: 'ended-without-result',
}

/** The last stage of the way that was reached; an end without result stands where the way stopped. */
export function placeOf({ stage, stages }: Pick<FileReferral, 'stage' | 'stages'>): LaneStage {
  const direct = places[stage]
  if (direct !== undefined) return direct
  const reached = [...stages].reverse().find((one) => places[one.stage as ReferralStage] !== undefined)
  return (reached && places[reached.stage as ReferralStage]) ?? 'made'
}

/** How it stands there. Another body's lateness is asked about; only the unit's own is late. */
export function paceOf({ referral, late }: Pick<BoardReferral, 'referral' | 'late'>): LanePace {
  const outcome = outcomes[referral.stage]
  if (outcome !== undefined) return { kind: 'stopped', outcome }
  if (referral.stage === 'selesai') return { kind: 'done' }
  return { kind: late === 'lewat' ? 'late' : late === 'tanyakan' ? 'ask' : 'progress' }
}
