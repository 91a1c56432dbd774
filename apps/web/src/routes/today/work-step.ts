import type { ReferralAwaits } from '../../api/referral-progress'
import type { WorkEntry, WorkKind } from '../../api/worklist'
import type { StepName } from '../case-file/steps/step'

interface Target {
  step: StepName | null
  /** The form is about the work's own referral, plan or stay. */
  about?: boolean
  /** The part of the case file where it is decided. */
  part?: 'rujukan' | 'rencana'
}

/** What has two outcomes (accepted or declined, approved or returned) is decided in the case file, after reading it. */
const inFile: Target = { step: null }
const inReferrals: Target = { step: null, part: 'rujukan' }

const steps: Record<Exclude<WorkKind, 'rujukan'>, Target> = {
  triase: { step: 'nilai-urgensi' },
  verifikasi: { step: 'verifikasi' },
  keputusan_pengaduan: inFile,
  penugasan: { step: 'tugaskan' },
  kasus_baru: inFile,
  kontak_pertama: { step: 'catat-kontak' },
  kesehatan_segera: { step: 'kesehatan' },
  laporan_polisi: { step: 'laporan-polisi' },
  tinjau_laporan_polisi: { step: 'laporan-polisi' },
  tinjau_rujukan_tanpa_persetujuan: inReferrals,
  tinjau_tinggal: { step: 'tinjau-tinggal', about: true },
  bahas_rencana: { step: 'sepakati-rencana', about: true },
  perbaiki_rencana: { step: 'susun-rencana' },
  setujui_rencana: { step: 'setujui-rencana', about: true },
  tinjau_rencana: { step: null, part: 'rencana' },
  setujui_penutupan: inFile,
  tindak_lanjut: { step: 'tindak-lanjut' },
  tinjau_darurat: { step: 'tinjau-darurat', about: true },
}

const referralSteps: Record<ReferralAwaits, Target> = {
  setujui: { step: 'setujui-rujukan', about: true },
  kirim: { step: 'kirim-rujukan', about: true },
  konfirmasi_penerimaan: { step: 'rujukan-sampai', about: true },
  jawaban: inReferrals,
  atur_janji_temu: { step: 'janji-temu', about: true },
  hadir: inReferrals,
  tanyakan_kendala: inReferrals,
  layanan_pertama: { step: 'layanan-pertama', about: true },
  laporan_perkembangan: { step: 'perkembangan-rujukan', about: true },
  beri_tahu_korban: { step: 'beri-tahu-korban', about: true },
}

const addressOf = (caseId: string, { step, about = false, part }: Target, ref: string | null): string => {
  if (step === null) return part === undefined ? `/kasus/${caseId}` : `/kasus/${caseId}?bagian=${part}`
  return about && ref !== null ? `/kasus/${caseId}/${step}/${ref}` : `/kasus/${caseId}/${step}`
}

/** Where a referral's next step is recorded. */
export const referralStepAddress = (caseId: string, referralId: string, step: ReferralAwaits | null): string =>
  addressOf(caseId, step === null ? inFile : referralSteps[step], referralId)

/** Where the button of a row leads: the form of the step; for another's duty, the case file. */
export function workAddress(entry: WorkEntry, mine: boolean): string {
  if (!mine) return `/kasus/${entry.caseId}`
  if (entry.kind === 'rujukan') return referralStepAddress(entry.caseId, entry.ref ?? '', entry.details.step ?? null)
  return addressOf(entry.caseId, steps[entry.kind], entry.ref)
}
