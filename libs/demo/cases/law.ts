import { deriveId, Sealed, type Direct, type Uuid } from '#kernel'
import type { Calendar } from '../calendar'
import { accompanied, advised, counselled, examined, legalStage, needed, planned, reportedToPolice, treated } from '../care-acts'
import { accepted, assessed, consented, contacted } from '../intake-acts'
import { partnerId } from '../partners'
import { alleged, complaint, incident, inMonthOf, inRange, onDate, phoneThrough, reporter, victim } from '../people'
import { referred } from '../referrals'
import { tellCase, type StoryStep } from '../story'

/** Roads through the law and through partners, among them those that lead nowhere. */
export const law = (c: Calendar): readonly (readonly StoryStep[])[] => [inCourt(c), deadEnd(c), adultMan(c), successor(c)]

/** From the report to the court, with a lawyer at her side. */
const inCourt = (c: Calendar) =>
  tellCase(
    'proses-hukum',
    c,
    {
      by: 'petugas',
      at: c.day(85, '09:20'),
      form: complaint({
        ...{ channel: 'langsung', reporterKind: 'korban', urgency: 'tinggi' },
        victims: [victim(223, 'P', 24, 'Hilir Contoh', { education: 'perguruan_tinggi', marital: 'belum_menikah', occupation: 'swasta_buruh' })],
        alleged: [alleged(223, 'L', 46, 'rekan_kerja')],
        incident: incident(onDate(c.date(87)), 'tempat_kerja', ['seksual', 'psikis'], { sexualForms: ['pelecehan_fisik'] }),
        chronology: 'Korban melaporkan perlakuan yang tidak dikehendaki dari atasan di tempat kerja dan ingin menempuh jalur hukum.',
      }),
    },
    (story) => {
      contacted(story, c.day(85, '09:25'), { method: 'lainnya' })
      accepted(story, c.day(85, '10:00'), 'petugas')
      consented(story, c.day(85, '10:30'), { share: ['lbh', 'polres', 'rsud'] })
      treated(story, c.day(85, '14:00'), { provider: 'rsud', payer: 'bpjs', care: ['lainnya'] })
      reportedToPolice(story, c.day(84, '10:30'), 'LP/CONTOH/002')
      accompanied(story, c.day(84, '10:40'), 'kepolisian', 'Mendampingi korban membuat laporan.')
      legalStage(story, c.day(84, '11:00'), 'laporan', 'LP/CONTOH/002')
      assessed(story, c.day(83, '09:00'), {
        risk: 'sedang',
        score: 13,
        summary: 'Korban mantap menempuh proses hukum; perlu pendampingan di tempat kerja.',
      })
      const [aid = '', talks = ''] = needed(story, c.day(83, '09:40'), ['bantuan_hukum', 'konseling', 'pendampingan'])
      planned(story, c.day(82, '09:00'), {
        ...{ needs: [aid, talks], goals: 'Proses hukum berjalan dengan pendampingan penuh dan korban tetap bekerja.', reviewAfter: 90 },
        ...{ agreed: { at: c.day(82, '10:00') }, approved: c.day(81, '08:30') },
      })
      const lawyer = referred(story, c.day(81, '09:00'), { to: 'lbh', service: 'bantuan_hukum', urgency: 'tinggi', needs: [aid] })
      lawyer
        .sent(c.day(81, '09:10'), 'email')
        .received(c.day(81, '13:00'))
        .accepted(c.day(80, '10:00'))
        .appointment(c.day(80, '10:05'), c.day(78, '13:00'))
      lawyer.arrived(c.day(78, '13:00')).firstService(c.day(78, '15:00'))
      examined(story, c.day(76, '09:00'), 'pemeriksaan_psikologis', 'PSI/CONTOH/001', {})
      counselled(story, c.day(74, '10:00'), 'Sesi pertama.')
      legalStage(story, c.day(70, '09:00'), 'penyidikan')
      advised(story, c.day(64, '13:00'), 'restitusi', 'Penjelasan hak restitusi dan berkas yang diperlukan.')
      lawyer.progress(c.day(63, '11:00'), 'Berkas lengkap menurut penyidik.')
      counselled(story, c.day(60, '10:00'), 'Sesi kedua.')
      legalStage(story, c.day(41, '10:00'), 'penuntutan')
      accompanied(story, c.day(40, '09:00'), 'kejaksaan', 'Mendampingi korban bertemu jaksa penuntut.')
      story.act('petugas', c.day(20, '13:00'), ({ id }) => ({
        ...{ type: 'holdCaseConference', victimIds: story.victims, heldOn: null, institutions: [partnerId('lbh'), partnerId('polres')] },
        minutes: minutes(id, story.victims, {
          attendees: 'Unit, LBH Contoh, Polres Contoh',
          decisions: 'Kesiapan sidang dan perlindungan korban selama persidangan.',
        }),
      }))
      lawyer.progress(c.day(9, '10:00'), 'Sidang pertama telah berlangsung; korban didampingi kuasa hukum.')
      legalStage(story, c.day(8, '09:30'), 'pengadilan_tk1')
      accompanied(story, c.day(8, '12:30'), 'pengadilan', 'Mendampingi korban pada sidang pertama.')
    },
  )

type Minutes = { readonly attendees: string; readonly decisions: string }

const minutes = (command: Uuid, about: readonly Uuid[], text: Minutes): Direct<Minutes> =>
  Sealed.plain({ kind: 'record', id: deriveId(command, 'record', 'minutes'), about }, text)

/** Declined, with nobody yet in its place. */
const deadEnd = (c: Calendar) =>
  tellCase(
    'rujukan-buntu',
    c,
    {
      by: 'petugas',
      at: c.day(19, '11:00'),
      form: complaint({
        ...{ channel: 'telepon', reporterKind: 'korban', urgency: 'sedang' },
        victims: [
          victim(224, 'P', 33, 'Pesisir Contoh', {
            marital: 'menikah',
            occupation: 'irt',
            contact: phoneThrough('keluarga_tertentu', 'Kakak korban.'),
          }),
        ],
        alleged: [alleged(224, 'L', 35, 'suami', true)],
        incident: incident(inRange(c.date(60), c.date(22)), 'rumah_tangga', ['psikis', 'penelantaran']),
        chronology: 'Korban menanyakan hak nafkah dan hak asuh, dan meminta bantuan hukum.',
      }),
    },
    (story) => {
      contacted(story, c.day(19, '11:10'))
      accepted(story, c.day(18, '08:50'), 'petugas', 'telepon')
      consented(story, c.day(17, '09:30'), { share: ['lbh'] })
      assessed(story, c.day(17, '10:00'), { risk: 'rendah', score: 6, summary: 'Korban tinggal bersama kakaknya dan merasa aman.' })
      const [aid = ''] = needed(story, c.day(17, '10:20'), ['bantuan_hukum'])
      advised(story, c.day(16, '13:00'), 'konsultasi', 'Konsultasi awal tentang nafkah dan hak asuh.')
      referred(story, c.day(15, '09:00'), { to: 'lbh', service: 'bantuan_hukum', urgency: 'sedang', needs: [aid] })
        .sent(c.day(15, '09:10'), 'email')
        .received(c.day(14, '10:00'))
        .declined(c.day(12, '13:00'), 'di_luar_wilayah')
        .told(c.day(11, '09:30'))
    },
  )

/** A man who was hurt is heard like everybody else; he stands in a line of his own beside the ratio. */
const adultMan = (c: Calendar) =>
  tellCase(
    'laki-laki-dewasa',
    c,
    {
      by: 'rekan',
      at: c.day(11, '13:20'),
      form: complaint({
        ...{ channel: 'langsung', reporterKind: 'korban', urgency: 'sedang' },
        victims: [victim(225, 'L', 38, 'Bukit Contoh', { education: 'sma', marital: 'menikah', occupation: 'tani_nelayan_dagang' })],
        alleged: [alleged(225, 'L', 29, 'saudara', true)],
        incident: incident(onDate(c.date(12)), 'rumah_tangga', ['fisik']),
        chronology: 'Korban melaporkan kekerasan oleh anggota keluarga serumah dan meminta pemeriksaan kesehatan.',
      }),
    },
    (story) => {
      contacted(story, c.day(11, '13:25'), { method: 'lainnya' })
      accepted(story, c.day(10, '09:00'), 'rekan')
      consented(story, c.day(10, '09:40'), { share: ['puskesmas'] })
      assessed(story, c.day(10, '10:00'), { risk: 'rendah', score: 6, summary: 'Korban tinggal sementara di rumah orang tuanya.' })
      const [health = ''] = needed(story, c.day(10, '10:20'), ['kesehatan', 'konseling'])
      referred(story, c.day(9, '09:00'), { to: 'puskesmas', service: 'kesehatan', urgency: 'sedang', needs: [health] })
        .sent(c.day(9, '09:10'))
        .received(c.day(8, '09:00'))
        .accepted(c.day(8, '11:00'))
        .appointment(c.day(7, '09:00'), c.day(2, '09:00'))
        .notArrived(c.day(2, '14:00'), 'transportasi', 3)
      counselled(story, c.day(1, '13:00'), 'Sesi pertama.')
    },
  )

/** The first institution never answered; the second one has agreed. */
const successor = (c: Calendar) =>
  tellCase(
    'pengganti-rujukan',
    c,
    {
      by: 'petugas',
      at: c.day(29, '10:00'),
      form: complaint({
        ...{ channel: 'sapa129', reporterKind: 'teman', urgency: 'sedang', reporter: reporter(12) },
        victims: [victim(226, 'P', 19, 'Pesisir Contoh', { education: 'sma', marital: 'belum_menikah', occupation: 'swasta_buruh' })],
        alleged: [alleged(226, 'L', 21, 'pacar')],
        incident: incident(inMonthOf(c.date(45)), 'lainnya', ['fisik', 'psikis']),
        chronology: 'Teman korban meminta unit menghubungi korban dengan cara yang aman.',
      }),
    },
    (story) => {
      contacted(story, c.day(29, '10:30'), { method: 'whatsapp' })
      accepted(story, c.day(28, '09:00'), 'petugas', 'wawancara')
      consented(story, c.day(28, '10:00'), { share: ['puskesmas', 'rsud'] })
      assessed(story, c.day(28, '10:30'), {
        risk: 'sedang',
        score: 11,
        summary: 'Korban sudah mengakhiri hubungan; masih menerima pesan yang mengganggu.',
      })
      const [health = '', talks = ''] = needed(story, c.day(28, '11:00'), ['kesehatan', 'konseling'])
      const silent = referred(story, c.day(27, '09:00'), { to: 'puskesmas', service: 'kesehatan', urgency: 'sedang', needs: [health] })
      silent.sent(c.day(27, '09:10')).asked(c.day(22, '10:00'), 3).asked(c.day(18, '10:00'), 3).withoutResult(c.day(13, '09:00'), 'tanpa_jawaban')
      counselled(story, c.day(12, '14:00'), 'Sesi pertama: batas yang sehat dalam hubungan.')
      planned(story, c.day(11, '09:00'), {
        ...{ needs: [health, talks], goals: 'Pemeriksaan kesehatan dan empat sesi konseling.', reviewAfter: 30 },
        ...{ agreed: { at: c.day(11, '09:40') }, approved: c.day(10, '08:30') },
      })
      const hospital = referred(story, c.day(3, '13:00'), {
        to: 'rsud',
        service: 'kesehatan',
        urgency: 'tinggi',
        needs: [health],
        follows: silent.id,
      })
      hospital.sent(c.day(3, '13:10')).received(c.day(3, '14:00')).accepted(c.day(1, '09:00'))
      silent.told(c.day(1, '09:30'))
    },
  )
