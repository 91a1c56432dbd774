import { unreachable, type Instant, type LocalDate } from '#kernel'
import { isDeadEnd, type ReferralEntry } from './referral-state'

/** What comes next, as a code that the screens translate. */
export type NextAction =
  'setujui' | 'kirim' | 'jawab' | 'layani' | 'datang' | 'tanyakan_kendala' | 'kabari_perkembangan' | 'tindak_lanjuti' | 'beri_tahu_korban'

/** Whom a referral waits for, for what, and the next date: a clock's end, or the day agreed for asking again. */
export interface Waiting {
  readonly on: 'unit' | 'mitra' | 'korban'
  readonly action: NextAction
  readonly dueAt: Instant | null
  readonly askAgainOn: LocalDate | null
}

/** @returns null where nothing is awaited any more: voided, or ended and the victim told and no dead end left open */
export function waitsFor(referral: ReferralEntry): Waiting | null {
  if (referral.voided) return null
  const { askAgainOn } = referral
  const waiting = (on: Waiting['on'], action: NextAction, dueAt: Instant | null = null): Waiting => ({ on, action, dueAt, askAgainOn })
  switch (referral.stage) {
    case 'dibuat':
      return waiting('unit', referral.approval === 'menunggu' && referral.urgency !== 'gawat' ? 'setujui' : 'kirim')
    case 'dikirim':
    case 'sampai':
      return waiting('mitra', 'jawab', referral.answerDueAt)
    case 'disanggupi':
    case 'hadir':
      return waiting('mitra', 'layani', referral.firstServiceDueAt)
    case 'janji_temu':
      return waiting('korban', 'datang', referral.appointmentAt)
    case 'belum_hadir':
      return waiting('korban', 'tanyakan_kendala')
    case 'layanan_pertama':
      return waiting('mitra', 'kabari_perkembangan', referral.progressDueAt)
    case 'selesai':
    case 'tanpa_hasil':
    case 'ditolak_mitra':
    case 'dicabut':
      if (isDeadEnd(referral)) return waiting('unit', 'tindak_lanjuti')
      return referral.victimTold ? null : waiting('unit', 'beri_tahu_korban')
    default:
      return unreachable(referral.stage)
  }
}

/** Which clock of a referral has run out. A partner's lateness is *perlu ditanyakan*, not the unit's failure. */
export interface Overdue {
  readonly clock: 'jawaban' | 'layanan_pertama' | 'perkembangan'
  readonly dueAt: Instant
}

/** @returns the clock that runs in this stage and had run out at `now`; null where none has */
export function overdueAt(referral: ReferralEntry, now: Instant): Overdue | null {
  const running = runningClock(referral)
  return running && Date.parse(running.dueAt) < Date.parse(now) ? running : null
}

const clock = (name: Overdue['clock'], dueAt: Instant | null): Overdue | null => (dueAt === null ? null : { clock: name, dueAt })

/** @returns the clock that runs in this stage; null where none does */
export function runningClock(referral: ReferralEntry): Overdue | null {
  if (referral.voided) return null
  switch (referral.stage) {
    case 'dikirim':
    case 'sampai':
      return clock('jawaban', referral.answerDueAt)
    case 'disanggupi':
    case 'janji_temu':
    case 'belum_hadir':
    case 'hadir':
      return clock('layanan_pertama', referral.firstServiceDueAt)
    case 'layanan_pertama':
      return clock('perkembangan', referral.progressDueAt)
    default:
      return null
  }
}
