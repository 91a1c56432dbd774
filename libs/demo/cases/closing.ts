import type { Calendar } from '../calendar'
import { counselled, ended, helped, needed, planned, treated } from '../care-acts'
import { accepted, assessed, consented, contacted } from '../intake-acts'
import { alleged, complaint, incident, inMonthOf, kin, onDate, reporter, someTime, unknownAlleged, victim } from '../people'
import { referred } from '../referrals'
import { tellCase, type StoryStep } from '../story'

/** The end of the road and what comes after it; and an entry that was made in the wrong file. */
export const closing = (c: Calendar): readonly (readonly StoryStep[])[] => [
  closureRequested(c),
  followUpDue(c),
  closedWell(c),
  reopened(c),
  wrongFile(c),
]

const closureRequested = (c: Calendar) =>
  tellCase(
    'penutupan-diajukan',
    c,
    {
      by: 'petugas',
      at: c.day(54, '09:10'),
      form: complaint({
        ...{ channel: 'langsung', reporterKind: 'korban', urgency: 'sedang' },
        victims: [victim(227, 'P', 45, 'Bukit Contoh', { education: 'sma', marital: 'menikah', occupation: 'tani_nelayan_dagang' })],
        alleged: [alleged(227, 'L', 49, 'suami', true)],
        incident: incident(inMonthOf(c.date(70)), 'rumah_tangga', ['psikis']),
        chronology: 'Korban meminta konseling dan bantuan usaha agar dapat berdiri sendiri.',
      }),
    },
    (story) => {
      contacted(story, c.day(54, '09:15'), { method: 'lainnya' })
      accepted(story, c.day(53, '09:00'), 'petugas')
      consented(story, c.day(53, '09:40'))
      assessed(story, c.day(53, '10:00'), { risk: 'rendah', score: 5, summary: 'Keluarga besar mendukung korban.' })
      const needs = needed(story, c.day(53, '10:20'), ['konseling', 'bantuan_ekonomi'])
      planned(story, c.day(52, '09:00'), {
        needs,
        goals: 'Tiga sesi konseling dan bantuan modal.',
        agreed: { at: c.day(52, '09:30') },
        approved: c.day(51, '08:30'),
      })
      for (const [index, ago] of [45, 36, 22].entries()) counselled(story, c.day(ago, '10:00'), `Sesi ke-${index + 1}.`)
      helped(story, c.day(15, '11:00'), 'bantuan_ekonomi')
      ended(story, c.day(1, '10:00'), 'tujuan_tercapai')
    },
  )

const followUpDue = (c: Calendar) =>
  tellCase(
    'tindak-lanjut-jatuh-tempo',
    c,
    {
      by: 'petugas',
      at: c.day(66, '08:50'),
      form: complaint({
        ...{ channel: 'telepon', reporterKind: 'guru', urgency: 'sedang', reporter: reporter(13) },
        victims: [victim(228, 'L', 14, 'Telaga Contoh', { education: 'smp', occupation: 'pelajar' })],
        alleged: [alleged(228, 'L', 15, 'teman')],
        kin: [kin(228, 'Ayah')],
        incident: incident(onDate(c.date(67)), 'sekolah', ['fisik', 'psikis']),
        chronology: 'Sekolah melaporkan perundungan dan sudah memisahkan kelas kedua siswa.',
      }),
    },
    (story) => {
      const father = { person: 0, capacity: 'orang_tua' } as const
      contacted(story, c.day(66, '10:30'))
      accepted(story, c.day(65, '09:00'), 'petugas', 'wawancara_pelapor')
      consented(story, c.day(65, '10:00'), { by: father, assent: 'bersedia' })
      assessed(story, c.day(65, '10:30'), { risk: 'sedang', score: 9, summary: 'Korban kembali percaya diri setelah didampingi wali kelas.' })
      needed(story, c.day(65, '11:00'), ['konseling'])
      for (const [index, ago] of [58, 44, 30].entries()) counselled(story, c.day(ago, '13:30'), `Sesi ke-${index + 1} di ruang ramah anak.`)
      ended(story, c.day(15, '10:00'), 'tujuan_tercapai', c.day(14, '08:40'))
    },
  )

const closedWell = (c: Calendar) =>
  tellCase(
    'selesai-dengan-umpan-balik',
    c,
    {
      by: 'rekan',
      at: c.day(88, '10:40'),
      form: complaint({
        ...{ channel: 'langsung', reporterKind: 'korban', urgency: 'tinggi' },
        victims: [victim(229, 'P', 30, 'Hilir Contoh', { education: 'sma', marital: 'cerai', occupation: 'swasta_buruh' })],
        alleged: [alleged(229, 'L', 34, 'mantan_suami_istri', false)],
        incident: incident(onDate(c.date(89)), 'rumah_tangga', ['fisik']),
        chronology: 'Korban meminta pengobatan dan pendampingan setelah kejadian di rumah orang tuanya.',
      }),
    },
    (story) => {
      contacted(story, c.day(88, '10:45'), { method: 'lainnya' })
      accepted(story, c.day(88, '11:30'), 'rekan')
      consented(story, c.day(88, '11:50'), { share: ['rsud'] })
      treated(story, c.day(88, '14:00'), { provider: 'rsud', payer: 'jamkesda', care: ['perawatan_luka'] })
      assessed(story, c.day(86, '09:00'), { risk: 'rendah', score: 6, summary: 'Korban tinggal bersama orang tua; tidak ada ancaman baru.' })
      const [health = ''] = needed(story, c.day(86, '09:30'), ['kesehatan'])
      referred(story, c.day(85, '09:00'), { to: 'rsud', service: 'kesehatan', urgency: 'sedang', needs: [health] })
        .sent(c.day(85, '09:10'), 'telepon')
        .received(c.day(85, '10:00'))
        .accepted(c.day(85, '11:00'))
        .arrived(c.day(82, '09:00'))
        .firstService(c.day(82, '09:40'))
        .completed(c.day(71, '11:00'))
        .told(c.day(70, '10:00'))
      ended(story, c.day(62, '10:00'), 'tujuan_tercapai', c.day(61, '08:30'))
      const victimId = story.victims[0] ?? ''
      story.act('rekan', c.day(32, '10:00'), ({ on }) => ({
        type: 'makeFollowUp',
        victimId,
        madeOn: on,
        result: 'aman',
        nextDueOn: null,
        note: null,
      }))
      story.act('rekan', c.day(32, '10:20'), ({ note }) => ({ type: 'giveFeedback', victimId, rating: 5, remark: note('Merasa didengarkan.') }))
    },
  )

/** Closed, and taken up again when something new happened. */
const reopened = (c: Calendar) =>
  tellCase(
    'dibuka-kembali',
    c,
    {
      by: 'petugas',
      at: c.day(76, '13:00'),
      form: complaint({
        ...{ channel: 'telepon', reporterKind: 'korban', urgency: 'tinggi' },
        victims: [victim(230, 'P', 26, 'Hilir Contoh', { education: 'sma', marital: 'menikah', occupation: 'irt' })],
        alleged: [alleged(230, 'L', 30, 'suami', true)],
        incident: incident(onDate(c.date(77)), 'rumah_tangga', ['fisik', 'psikis']),
        chronology: 'Korban meminta konseling bagi dirinya dan tempat bercerita.',
      }),
    },
    (story) => {
      contacted(story, c.day(76, '13:20'))
      accepted(story, c.day(75, '09:00'), 'petugas')
      consented(story, c.day(75, '10:00'), { share: ['puskesmas'] })
      assessed(story, c.day(75, '10:30'), { risk: 'sedang', score: 12, summary: 'Korban memiliki kerabat yang dapat dihubungi kapan saja.' })
      const [talks = ''] = needed(story, c.day(75, '11:00'), ['konseling'])
      for (const [index, ago] of [68, 61, 54].entries()) counselled(story, c.day(ago, '14:00'), `Sesi ke-${index + 1}.`)
      ended(story, c.day(38, '10:00'), 'tujuan_tercapai', c.day(37, '08:30'))
      story.act('petugas', c.day(3, '09:30'), ({ on }) => ({ type: 'reopenCase', reopenedOn: on, cause: 'kejadian_baru', victimIds: story.victims }))
      assessed(story, c.day(3, '10:00'), {
        ...{ risk: 'tinggi', score: 16, summary: 'Ada kejadian baru; korban kini bersama kerabatnya.' },
        safetyPlan: 'Korban tinggal bersama kerabat; unit menelepon setiap dua hari pada jam aman.',
      })
      planned(story, c.day(2, '09:00'), { needs: [talks], goals: 'Konseling dilanjutkan dan keamanan dipantau.', agreed: { at: c.day(1, '13:30') } })
    },
  )

/** Nobody knows her age; and a session that belongs to another case was struck. */
const wrongFile = (c: Calendar) =>
  tellCase(
    'umur-tidak-diketahui',
    c,
    {
      by: 'petugas',
      at: c.day(17, '10:30'),
      form: complaint({
        ...{ channel: 'penjangkauan', reporterKind: 'aparat_desa', urgency: 'sedang', reporter: reporter(14) },
        victims: [victim(231, 'P', null, 'Pesisir Contoh', { disability: 'intelektual' })],
        alleged: [unknownAlleged],
        incident: incident(someTime, 'fasilitas_umum', ['penelantaran'], { flags: ['disabilitas'] }),
        chronology: 'Petugas desa mengantar seorang perempuan yang terpisah dari keluarganya. Umur dan asal belum diketahui.',
      }),
    },
    (story) => {
      contacted(story, c.day(17, '10:40'), { method: 'kunjungan' })
      accepted(story, c.day(17, '13:00'), 'petugas', 'penjangkauan')
      consented(story, c.day(16, '09:30'), { how: 'bentuk_akses' })
      assessed(story, c.day(16, '10:00'), {
        risk: 'sedang',
        score: 10,
        summary: 'Korban tenang di rumah penampungan desa; perlu penelusuran keluarga.',
      })
      needed(story, c.day(16, '10:30'), ['penelusuran_keluarga', 'dokumen'])
      const session = counselled(story, c.day(11, '10:00'), 'Sesi pertama.')
      story.act('petugas', c.day(11, '13:00'), () => ({ type: 'voidEntry', kind: 'layanan', entryId: session, why: 'salah_berkas' }))
      helped(story, c.day(10, '09:00'), 'penelusuran_keluarga')
    },
  )
