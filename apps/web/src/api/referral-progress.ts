export type ReferralStage =
  | 'dibuat'
  | 'dikirim'
  | 'sampai'
  | 'disanggupi'
  | 'disanggupi_sebagian'
  | 'janji_temu'
  | 'hadir'
  | 'belum_hadir'
  | 'layanan_pertama'
  | 'selesai'
  | 'ditolak_mitra'
  | 'dicabut'
  | 'berakhir_tanpa_hasil'

/** What a referral waits for. */
export type ReferralAwaits =
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

/** One referral on its way, as the server's case file has it. */
export interface FileReferral {
  referralId: string
  institutionId: string
  service: string
  urgency: 'gawat' | 'tinggi' | 'sedang' | 'rendah'
  victimIds: string[]
  needIds: string[]
  follows: string | null
  madeOn: string
  withoutConsent: boolean
  overrideReviewed: boolean
  approvalNeeded: boolean
  stage: ReferralStage
  since: string
  stages: {
    stage: ReferralStage | 'disetujui' | 'perkembangan' | 'ditanyakan' | 'korban_diberi_tahu'
    at: string
    via: string | null
    eventId: string
  }[]
  waitsFor: 'unit' | 'mitra' | 'korban' | null
  step: ReferralAwaits | null
  nextAt: string | null
  nextOn: string | null
  sentAt: string | null
  answeredAt: string | null
  answerDueAt: string | null
  firstServiceDueAt: string | null
  appointmentAt: string | null
  outcome: string | null
  open: boolean
  told: boolean
  justified: string | null
  voided: boolean
}
