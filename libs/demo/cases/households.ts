import type { Calendar } from '../calendar'
import { accompanied, counselled, helped, needed, planned } from '../care-acts'
import { accepted, assessed, consented, contacted, refused } from '../intake-acts'
import { alleged, complaint, incident, inMonthOf, inRange, onDate, phoneThrough, reporter, victim } from '../people'
import { referred } from '../referrals'
import { tellCase, type StoryStep } from '../story'

/** Violence at home: plans in each of their stages, a refusal that is respected. */
export const households = (c: Calendar): readonly (readonly StoryStep[])[] => [
  planAwaitsHead(c),
  planToDiscuss(c),
  sharingRefused(c),
  elderly(c),
  justAssigned(c),
]

const phone = phoneThrough('korban_saja', 'Jangan tinggalkan pesan.')

/** Agreed with the victim; the head has still to approve the plan, and a referral. */
const planAwaitsHead = (c: Calendar) =>
  tellCase(
    'rencana-menunggu-persetujuan',
    c,
    {
      by: 'petugas',
      at: c.day(8, '08:40'),
      form: complaint({
        ...{ channel: 'langsung', reporterKind: 'korban', urgency: 'sedang' },
        victims: [victim(217, 'P', 29, 'Bukit Contoh', { education: 'sma', marital: 'menikah', occupation: 'swasta_buruh', contact: phone })],
        alleged: [alleged(217, 'L', 31, 'suami', true)],
        incident: incident(inMonthOf(c.date(25)), 'rumah_tangga', ['psikis', 'penelantaran']),
        chronology: 'Korban bercerita tentang tekanan dan tidak diberi nafkah selama beberapa bulan. Korban ingin konseling lebih dahulu.',
      }),
    },
    (story) => {
      contacted(story, c.day(8, '08:45'), { method: 'lainnya' })
      accepted(story, c.day(7, '09:00'), 'petugas')
      consented(story, c.day(6, '13:10'), { share: ['puskesmas'] })
      assessed(story, c.day(6, '13:40'), { risk: 'sedang', score: 12, summary: 'Korban mandiri secara ekonomi; sulit tidur sejak sebulan terakhir.' })
      const [talks = '', health = ''] = needed(story, c.day(6, '14:00'), ['konseling', 'kesehatan'])
      counselled(story, c.day(3, '10:00'), 'Sesi pertama: menyimak dan menyusun tujuan bersama.')
      planned(story, c.day(2, '09:00'), {
        needs: [talks, health],
        goals: 'Konseling enam sesi dan pemeriksaan kesehatan jiwa.',
        agreed: { at: c.day(1, '10:30') },
      })
      referred(story, c.day(0, '08:40'), { to: 'puskesmas', service: 'kesehatan', urgency: 'sedang', needs: [health], approvalNeeded: true })
    },
  )

const planToDiscuss = (c: Calendar) =>
  tellCase(
    'rencana-akan-dibahas',
    c,
    {
      by: 'petugas',
      at: c.day(10, '09:30'),
      form: complaint({
        ...{ channel: 'langsung', reporterKind: 'korban', urgency: 'rendah' },
        victims: [victim(218, 'P', 41, 'Telaga Contoh', { education: 'smp', marital: 'cerai', occupation: 'tani_nelayan_dagang' })],
        alleged: [alleged(218, 'L', 44, 'mantan_suami_istri', false)],
        incident: incident(onDate(c.date(15)), 'tempat_kerja', ['psikis']),
        chronology: 'Korban merasa terganggu oleh mantan suami yang datang ke tempat usaha. Korban meminta pendampingan.',
      }),
    },
    (story) => {
      contacted(story, c.day(10, '09:40'), { method: 'lainnya' })
      accepted(story, c.day(9, '09:00'), 'petugas')
      consented(story, c.day(4, '10:00'))
      assessed(story, c.day(4, '10:40'), { risk: 'rendah', score: 5, summary: 'Keluarga dan rekan usaha mendukung korban.' })
      const needs = needed(story, c.day(4, '11:00'), ['konseling', 'pendampingan'])
      accompanied(story, c.day(2, '13:00'), 'kantor_lain', 'Mendampingi korban bertemu pengurus pasar.')
      planned(story, c.day(0, '09:20'), { needs, goals: 'Korban berusaha dengan tenang; pengurus pasar mengetahui siapa yang dihubungi.' })
    },
  )

/** What was refused stays refused; a need stands unanswered, and a referral was withdrawn at the victim's wish. */
const sharingRefused = (c: Calendar) =>
  tellCase(
    'menolak-berbagi-data',
    c,
    {
      by: 'petugas',
      at: c.day(24, '14:00'),
      form: complaint({
        ...{ channel: 'telepon', reporterKind: 'korban', urgency: 'tinggi' },
        victims: [
          victim(219, 'P', 36, 'Hilir Contoh', { education: 'perguruan_tinggi', marital: 'menikah', occupation: 'pns_tni_polri', contact: phone }),
        ],
        alleged: [alleged(219, 'L', 40, 'suami', true)],
        incident: incident(inRange(c.date(80), c.date(26)), 'rumah_tangga', ['fisik', 'psikis']),
        chronology: 'Korban menghubungi unit untuk konseling dan belum ingin lembaga lain mengetahui keadaannya.',
      }),
    },
    (story) => {
      contacted(story, c.day(24, '14:20'))
      accepted(story, c.day(23, '08:45'), 'petugas')
      consented(story, c.day(22, '10:00'), { share: ['puskesmas'] })
      refused(story, c.day(22, '10:10'), 'polres')
      assessed(story, c.day(22, '10:40'), {
        risk: 'sedang',
        score: 13,
        summary: 'Korban memiliki rencana aman dan tabungan sendiri.',
        safetyPlan: 'Tas darurat dititipkan pada kakak korban.',
      })
      const [talks = '', health = ''] = needed(story, c.day(22, '11:00'), ['konseling', 'kesehatan', '(penegakan_hukum)'])
      counselled(story, c.day(19, '15:00'), 'Sesi pertama: menjelaskan pilihan dan hak korban.')
      const clinic = referred(story, c.day(18, '09:00'), { to: 'puskesmas', service: 'kesehatan', urgency: 'sedang', needs: [health] })
      clinic.sent(c.day(18, '09:10')).withdrawn(c.day(16, '10:00'), 'korban_berubah_pikiran').told(c.day(16, '10:10'))
      planned(story, c.day(15, '09:00'), {
        ...{ needs: [talks], goals: 'Korban menentukan langkah berikutnya sendiri; unit menyediakan konseling.', reviewAfter: 30 },
        ...{ agreed: { at: c.day(15, '09:40') }, approved: c.day(14, '08:30') },
      })
      counselled(story, c.day(12, '15:00'), 'Sesi kedua.')
      needed(story, c.day(9, '15:40'), ['bantuan_hukum'])
      counselled(story, c.day(5, '15:00'), 'Sesi ketiga.')
    },
  )

/** The health centre has the referral, and has not yet said yes. */
const elderly = (c: Calendar) =>
  tellCase(
    'lansia',
    c,
    {
      by: 'rekan',
      at: c.day(7, '10:10'),
      form: complaint({
        ...{ channel: 'rujukan', reporterKind: 'aparat_desa', urgency: 'sedang', reporter: reporter(10) },
        victims: [victim(220, 'P', 67, 'Pesisir Contoh', { education: 'sd', marital: 'cerai', occupation: 'tidak_bekerja', disability: 'fisik' })],
        alleged: [alleged(220, 'L', 38, 'keluarga_lain', true)],
        incident: incident(inMonthOf(c.date(14)), 'rumah_tangga', ['penelantaran'], { flags: ['disabilitas'] }),
        chronology: 'Perangkat desa menyampaikan bahwa korban lanjut usia kurang dirawat dan jarang berobat.',
      }),
    },
    (story) => {
      contacted(story, c.day(7, '13:30'), { method: 'kunjungan' })
      accepted(story, c.day(6, '08:40'), 'rekan', 'kunjungan')
      consented(story, c.day(5, '10:00'), { share: ['puskesmas'], how: 'bentuk_akses' })
      assessed(story, c.day(5, '10:30'), {
        risk: 'sedang',
        score: 11,
        summary: 'Perlu pemeriksaan kesehatan berkala dan pembagian tugas perawatan dalam keluarga.',
      })
      const [health = ''] = needed(story, c.day(5, '11:00'), ['kesehatan', 'rehabilitasi_sosial'])
      const clinic = referred(story, c.day(3, '09:00'), { to: 'puskesmas', service: 'kesehatan', urgency: 'tinggi', needs: [health] })
      clinic.sent(c.day(3, '09:10')).received(c.day(2, '10:20'))
      helped(story, c.day(1, '11:00'), 'rehabilitasi_sosial')
      clinic.asked(c.day(0, '08:20'), 1)
    },
  )

/** Assigned this morning; the officer has not opened it yet. */
const justAssigned = (c: Calendar) =>
  tellCase(
    'baru-ditugaskan',
    c,
    {
      by: 'rekan',
      at: c.day(1, '14:30'),
      form: complaint({
        ...{ channel: 'langsung', reporterKind: 'korban', urgency: 'sedang' },
        victims: [victim(221, 'P', 22, 'Pesisir Contoh', { education: 'perguruan_tinggi', marital: 'belum_menikah', occupation: 'pelajar' })],
        alleged: [alleged(221, 'L', 24, 'mantan_pacar')],
        incident: incident(onDate(c.date(3)), 'fasilitas_umum', ['psikis']),
        chronology: 'Korban merasa diikuti oleh mantan pacar dan meminta saran langkah yang aman.',
      }),
    },
    (story) => {
      contacted(story, c.day(1, '14:40'), { method: 'lainnya' })
      accepted(story, c.day(0, '09:15'), 'petugas')
    },
  )
