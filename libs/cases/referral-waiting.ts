import { unreachable, type Instant } from '#kernel'
import type { Urgency } from './codes'
import type { NamedStage } from './referral-state'

export type WaitsFor = 'unit' | 'mitra' | 'korban'

/** What is waited for, as a code that the screens translate. */
export type AwaitedStep =
  | 'setujui'
  | 'kirim'
  | 'konfirmasi_penerimaan'
  | 'jawaban'
  | 'atur_janji_temu'
  | 'hadir'
  | 'tanyakan_kendala'
  | 'layanan_pertama'
  | 'laporan_perkembangan'
  | 'beri_tahu_korban'

/** Whom a referral waits for, for what, and by when where a clock or an appointment says so. */
export interface Waiting {
  readonly on: WaitsFor
  readonly step: AwaitedStep
  readonly dueAt: Instant | null
}

/** What of a referral says whom it waits for. */
export interface AwaitingReferral {
  readonly stage: NamedStage
  readonly urgency: Urgency
  readonly approvalNeeded: boolean
  readonly answerDueAt: Instant | null
  readonly firstServiceDueAt: Instant | null
  readonly progressDueAt: Instant | null
  readonly appointmentAt: Instant | null
  readonly told: boolean
  readonly voided: boolean
}

/**
 * The domain page's rule that every open referral shows whom it waits for; an ended one waits until the victim was told.
 * That a dead end needs a successor or a reason stands in a list of its own.
 * @returns null where nothing is awaited any more: voided, or ended and the victim told
 */
export function waitsFor(referral: AwaitingReferral): Waiting | null {
  if (referral.voided) return null
  const waiting = (on: WaitsFor, step: AwaitedStep, dueAt: Instant | null = null): Waiting => ({ on, step, dueAt })
  switch (referral.stage) {
    case 'dibuat':
      // Nothing urgent waits for an approval: it follows.
      return waiting('unit', referral.approvalNeeded && referral.urgency !== 'gawat' ? 'setujui' : 'kirim')
    case 'dikirim':
      return waiting('mitra', 'konfirmasi_penerimaan', referral.answerDueAt)
    case 'sampai':
      return waiting('mitra', 'jawaban', referral.answerDueAt)
    case 'disanggupi':
    case 'disanggupi_sebagian':
      return waiting('unit', 'atur_janji_temu', referral.firstServiceDueAt)
    case 'janji_temu':
      return waiting('korban', 'hadir', referral.appointmentAt)
    case 'belum_hadir':
      return waiting('korban', 'tanyakan_kendala')
    case 'hadir':
      return waiting('mitra', 'layanan_pertama', referral.firstServiceDueAt)
    case 'layanan_pertama':
      return waiting('mitra', 'laporan_perkembangan', referral.progressDueAt)
    case 'selesai':
    case 'berakhir_tanpa_hasil':
    case 'ditolak_mitra':
    case 'dicabut':
      return referral.told ? null : waiting('unit', 'beri_tahu_korban')
    default:
      return unreachable(referral.stage)
  }
}
