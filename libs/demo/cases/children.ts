import { buildCorrectIncident } from '#cases'
import { addMilliseconds, dateIn, DAY } from '#kernel'
import type { Calendar } from '../calendar'
import { counselled, examined, helped, legalStage, needed, planned, reportedToPolice, treated } from '../care-acts'
import { accepted, assessed, consented, contacted } from '../intake-acts'
import {
  alleged,
  atMoment,
  complaint,
  incident,
  inMonthOf,
  kin,
  onDate,
  phoneThrough,
  reporter,
  unknownAlleged,
  victim,
  whatsappFrom,
} from '../people'
import { referred } from '../referrals'
import { tellCase, type CaseStory, type StoryStep } from '../story'

/** Children who were hurt or neglected; a mother or guardian consents, and each child of seven and older is asked too. */
export const children = (c: Calendar): readonly (readonly StoryStep[])[] => [twoPupils(c), reportAlmostDue(c), online(c), earlyMarriage(c)]

const MOTHER = { person: 0, capacity: 'orang_tua' } as const

/** The hours for urgent health care run; the hospital expects them today. */
function twoPupils(c: Calendar): readonly StoryStep[] {
  const happened = c.hours(53)
  const form = incident(onDate(dateIn(c.zone, addMilliseconds(happened, -DAY))), 'sekolah', ['seksual', 'psikis'], {
    sexualForms: ['pelecehan_fisik'],
  })
  const contact = whatsappFrom('13:00', '15:00', 'tanyakan “jadwal latihan”')
  return tellCase(
    'sekolah-dua-anak',
    c,
    {
      by: 'petugas',
      at: c.hours(46.2),
      form: complaint({
        ...{ channel: 'telepon', reporterKind: 'guru', urgency: 'gawat', reporter: reporter(5) },
        victims: [
          victim(207, 'P', 16, 'Hilir Contoh', { education: 'sma', occupation: 'pelajar', contact }),
          victim(208, 'L', 12, 'Hilir Contoh', { education: 'smp', occupation: 'pelajar' }),
        ],
        alleged: [alleged(207, 'L', 41, 'guru')],
        kin: [kin(207, 'Ibu')],
        incident: form,
        chronology:
          'Guru pendamping melaporkan bahwa dua siswa bercerita mengalami perlakuan yang melanggar batas. Keduanya kini bersama keluarga dan aman.',
      }),
    },
    (story) => {
      contacted(story, c.hours(45.7))
      accepted(story, c.hours(45.3), 'petugas')
      consented(story, c.hours(45), { by: MOTHER, assent: 'bersedia', share: ['rsud', 'polres'] })
      assessed(story, c.hours(44.4), {
        ...{ risk: 'tinggi', score: 17, summary: 'Korban cemas bila kembali ke sekolah; keluarga mendukung. Perlu pemeriksaan kesehatan segera.' },
        safetyPlan: 'Korban diantar jemput ibu; wali kelas menjadi orang yang dapat dihubungi di sekolah.',
      })
      assessed(story, c.hours(44.1), {
        risk: 'sedang',
        score: 10,
        victim: 1,
        summary: 'Korban tenang bersama keluarga dan mau bercerita kepada konselor.',
      })
      const [health = '', , company = ''] = needed(story, c.hours(44), ['kesehatan', 'konseling', 'pendampingan'])
      const [checkUp = ''] = needed(story, c.hours(43.9), ['kesehatan', 'konseling'], 1)
      const hospital = referred(story, c.hours(43.5), {
        to: 'rsud',
        service: 'kesehatan',
        urgency: 'gawat',
        needs: [health, checkUp],
        note: 'Mohon ruang periksa yang tertutup.',
      })
      hospital.sent(c.hours(43.3), 'telepon').received(c.hours(43))
      correctedDay(story, c, happened)
      counselled(story, c.hours(23.2), 'Sesi pertama: membangun rasa aman, menjelaskan hak korban atas layanan.')
      hospital.accepted(c.hours(19.6))
      referred(story, c.hours(19), { to: 'polres', service: 'pendampingan', urgency: 'gawat', needs: [company] })
        .sent(c.hours(18.8))
        .received(c.hours(18.2))
      hospital.appointment(c.hours(1.4), c.upcoming())
    },
  )
}

/** The victim remembered the day better once she could speak in peace. */
function correctedDay(story: CaseStory, c: Calendar, happened: string): void {
  const { incident: told, victims } = story.form
  if (told === null) return
  const known = victims.map(({ age }, at) => ({ victimId: story.victims[at] ?? '', age }))
  const received = { receivedAt: story.form.receivedAt, receivedOn: dateIn(c.zone, story.form.receivedAt ?? happened) }
  const corrected = { ...told, when: atMoment(c, happened) }
  story.act(story.officer, c.hours(26), () => buildCorrectIncident(story.incidentId, corrected, 'data_baru', known, received, { zone: c.zone }))
}

/** Three hours are left to report to the police; the child was seen at the hospital on the first day. */
const reportAlmostDue = (c: Calendar) =>
  tellCase(
    'laporan-polisi-hampir-tenggat',
    c,
    {
      by: 'petugas',
      at: c.hours(68.8),
      form: complaint({
        ...{ channel: 'rujukan', reporterKind: 'tenaga_kesehatan', urgency: 'tinggi', reporter: reporter(6) },
        victims: [victim(209, 'P', 11, 'Bukit Contoh', { education: 'sd', occupation: 'pelajar' })],
        alleged: [alleged(209, 'L', 52, 'keluarga_lain', false)],
        kin: [kin(209, 'Ibu')],
        incident: incident(onDate(dateIn(c.zone, c.hours(80))), 'rumah_tangga', ['seksual'], { sexualForms: ['cabul_anak'] }),
        chronology: 'Tenaga kesehatan menghubungi unit setelah ibu korban meminta pertolongan. Korban sudah bersama ibunya.',
      }),
    },
    (story) => {
      contacted(story, c.hours(68.2), { method: 'kunjungan' })
      accepted(story, c.hours(67.5), 'petugas', 'koordinasi_lembaga')
      consented(story, c.hours(67), { by: MOTHER, assent: 'bersedia', share: ['rsud', 'sentra'] })
      treated(story, c.hours(66), {
        provider: 'rsud',
        payer: 'unit',
        payerReason: 'identitas_dirahasiakan',
        care: ['bukti_forensik', 'pemeriksaan_ims'],
      })
      examined(story, c.hours(65), 'visum_et_repertum', 'VeR/CONTOH/001')
      assessed(story, c.hours(45), { risk: 'tinggi', score: 18, summary: 'Ibu mampu melindungi; korban memerlukan konseling berkala.' })
      const needs = needed(story, c.hours(44.8), ['konseling', 'penegakan_hukum'])
      planned(story, c.hours(21), { needs, goals: 'Korban aman di rumah ibu, menjalani konseling, dan didampingi bila proses hukum berjalan.' })
    },
  )

/** Sent four days ago and not yet answered: to be asked about. */
const online = (c: Calendar) =>
  tellCase(
    'ancaman-daring',
    c,
    {
      by: 'petugas',
      at: c.day(12, '15:20'),
      form: complaint({
        ...{ channel: 'whatsapp', reporterKind: 'orang_tua', urgency: 'tinggi', reporter: reporter(8) },
        victims: [
          victim(213, 'P', 17, 'Bukit Contoh', {
            education: 'sma',
            occupation: 'pelajar',
            contact: phoneThrough('orang_tua', 'Hubungi ibu korban.'),
          }),
        ],
        alleged: [unknownAlleged],
        kin: [kin(213, 'Ibu')],
        incident: incident(inMonthOf(c.date(20)), 'daring', ['seksual', 'psikis'], { sexualForms: ['ks_elektronik'], flags: ['kbgo'] }),
        chronology: 'Ibu korban melaporkan ancaman penyebaran gambar melalui media sosial. Bukti percakapan disimpan keluarga.',
      }),
    },
    (story) => {
      contacted(story, c.day(12, '15:50'), { method: 'whatsapp' })
      accepted(story, c.day(11, '09:00'), 'petugas', 'wawancara_pelapor')
      consented(story, c.day(11, '10:10'), { by: MOTHER, assent: 'bersedia', share: ['polres'] })
      assessed(story, c.day(11, '10:50'), {
        risk: 'sedang',
        score: 12,
        summary: 'Korban takut gambar tersebar; masih bersekolah dan didampingi ibu.',
      })
      const [aid = '', law = ''] = needed(story, c.day(11, '11:10'), ['konseling', 'penegakan_hukum'])
      reportedToPolice(story, c.day(10, '10:00'), 'LP/CONTOH/004')
      legalStage(story, c.day(10, '10:10'), 'laporan', 'LP/CONTOH/004')
      counselled(story, c.day(8, '13:30'), 'Sesi pertama: menata ulang rasa aman di ruang daring.')
      planned(story, c.day(7, '09:20'), {
        ...{ needs: [aid, law], goals: 'Gambar diturunkan dari platform, korban kembali tenang bersekolah.', reviewAfter: 30 },
        ...{ agreed: { at: c.day(7, '10:00'), by: 'orang_tua' }, approved: c.day(5, '08:40') },
      })
      referred(story, c.day(4, '08:30'), { to: 'polres', service: 'pendampingan', urgency: 'gawat', needs: [law] }).sent(c.day(4, '08:45'))
    },
  )

/** Promised nine days ago, and still no day to meet: the unit has to arrange it. */
const earlyMarriage = (c: Calendar) =>
  tellCase(
    'pencegahan-perkawinan-anak',
    c,
    {
      by: 'rekan',
      at: c.day(21, '10:30'),
      form: complaint({
        ...{ channel: 'langsung', reporterKind: 'keluarga', urgency: 'sedang', reporter: reporter(9) },
        victims: [victim(214, 'P', 15, 'Pesisir Contoh', { education: 'smp', occupation: 'pelajar' })],
        alleged: [alleged(214, 'L', 47, 'ayah_kandung', true)],
        kin: [kin(214, 'Ibu')],
        incident: incident(onDate(c.date(24)), 'rumah_tangga', ['psikis'], { flags: ['perkawinan_anak'] }),
        chronology: 'Bibi korban meminta bantuan agar rencana perkawinan anak dibatalkan dan korban tetap bersekolah.',
      }),
    },
    (story) => {
      contacted(story, c.day(21, '13:00'), { method: 'kunjungan' })
      accepted(story, c.day(20, '09:15'), 'rekan', 'kunjungan')
      consented(story, c.day(20, '10:00'), { by: MOTHER, assent: 'bersedia', share: ['lbh'] })
      assessed(story, c.day(19, '09:30'), {
        risk: 'sedang',
        score: 11,
        summary: 'Ibu menolak perkawinan; ayah masih ragu. Korban ingin tetap sekolah.',
      })
      const [law = ''] = needed(story, c.day(19, '10:00'), ['bantuan_hukum', 'pendampingan_tokoh_agama'])
      const aid = referred(story, c.day(14, '09:00'), { to: 'lbh', service: 'bantuan_hukum', urgency: 'tinggi', needs: [law] })
      aid.sent(c.day(14, '09:15')).received(c.day(13, '09:00')).accepted(c.day(9, '14:00'), 'sebagian')
      helped(story, c.day(6, '15:30'), 'pendampingan_tokoh_agama')
    },
  )
