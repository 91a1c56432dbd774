import type { Calendar } from '../calendar'
import { accompanied, counselled, helped, needed, planned, served } from '../care-acts'
import { accepted, assessed, consented, contacted } from '../intake-acts'
import { alleged, complaint, incident, inRange, kin, phoneThrough, reporter, victim } from '../people'
import { referred } from '../referrals'
import { tellCase, type StoryStep } from '../story'

/** Children whose care goes on for weeks. */
export const childrenInCare = (c: Calendar): readonly (readonly StoryStep[])[] => [threeSiblings(c), boyInCare(c)]

/** One family, three children, a grandmother who cares for them; papers are still missing. */
const threeSiblings = (c: Calendar) =>
  tellCase(
    'tiga-bersaudara',
    c,
    {
      by: 'petugas',
      at: c.day(33, '09:40'),
      form: complaint({
        ...{ channel: 'penjangkauan', reporterKind: 'aparat_desa', urgency: 'sedang', reporter: reporter(7) },
        victims: [
          victim(210, 'P', 10, 'Telaga Contoh', { education: 'sd', occupation: 'pelajar' }),
          victim(211, 'L', 7, 'Telaga Contoh', { education: 'sd', occupation: 'pelajar' }),
          victim(212, 'P', 4, 'Telaga Contoh'),
        ],
        alleged: [alleged(210, 'L', 39, 'ayah_kandung', true)],
        kin: [kin(210, 'Nenek', 'wali')],
        incident: incident(inRange(c.date(90), c.date(35)), 'rumah_tangga', ['penelantaran']),
        chronology: 'Aparat desa menyampaikan bahwa tiga anak tinggal bersama nenek tanpa nafkah dan belum memiliki dokumen lengkap.',
      }),
    },
    (story) => {
      contacted(story, c.day(33, '14:10'), { method: 'kunjungan' })
      story.act('petugas', c.day(33, '14:30'), ({ on, note }) => ({
        ...{
          type: 'recordOutreach',
          madeOn: on,
          met: true,
          victimIds: story.victims,
          note: note('Ketiga anak dikunjungi di rumah nenek; keadaan sehat.'),
        },
      }))
      accepted(story, c.day(32, '08:50'), 'petugas', 'penjangkauan')
      const grandmother = { person: 0, capacity: 'wali' } as const
      consented(story, c.day(32, '10:15'), { victims: [0, 1], by: grandmother, assent: 'bersedia', share: ['dukcapil', 'sentra'], how: 'cap_jempol' })
      consented(story, c.day(32, '10:30'), { victims: [2], by: grandmother, share: ['dukcapil', 'sentra'], how: 'cap_jempol' })
      for (const [at, score] of [8, 9, 11].entries())
        assessed(story, c.day(31, '09:30'), {
          risk: 'sedang',
          score,
          victim: at,
          summary: 'Kebutuhan dasar dipenuhi nenek dengan bantuan tetangga; perlu dokumen dan bantuan ekonomi.',
        })
      const papers = story.victims.flatMap((_, at) => needed(story, c.day(31, '11:00'), ['dokumen', 'bantuan_ekonomi'], at))
      const [a = '', , b = '', , d = ''] = papers
      const civil = referred(story, c.day(30, '09:00'), {
        to: 'dukcapil',
        service: 'dokumen',
        urgency: 'rendah',
        needs: [a, b, d],
        note: 'Akta kelahiran dan KIA tiga anak.',
      })
      civil
        .sent(c.day(30, '09:20'), 'surat')
        .received(c.day(27, '10:00'))
        .accepted(c.day(24, '11:00'))
        .appointment(c.day(20, '10:00'), c.day(13, '09:00'))
      helped(story, c.day(18, '13:00'), 'bantuan_ekonomi')
      civil.arrived(c.day(13, '09:30'))
      needed(story, c.day(9, '14:00'), ['rehabilitasi_sosial'], 2)
      civil.firstService(c.day(6, '10:30'))
    },
  )

/** Three sessions in the child-friendly room; he has arrived at the centre, whose first service is awaited. */
const boyInCare = (c: Calendar) =>
  tellCase(
    'anak-laki-laki-konseling',
    c,
    {
      by: 'petugas',
      at: c.day(34, '10:20'),
      form: complaint({
        ...{ channel: 'telepon', reporterKind: 'orang_tua', urgency: 'sedang', reporter: reporter(15) },
        victims: [
          victim(232, 'L', 9, 'Pesisir Contoh', {
            education: 'sd',
            occupation: 'pelajar',
            contact: phoneThrough('orang_tua', 'Hubungi ibu korban sesudah pukul 13.00.'),
          }),
        ],
        alleged: [alleged(232, 'L', 36, 'orang_tua_tiri_angkat', true)],
        kin: [kin(232, 'Ibu')],
        incident: incident(inRange(c.date(50), c.date(36)), 'rumah_tangga', ['fisik', 'psikis']),
        chronology: 'Ibu korban meminta pertolongan bagi anaknya; keduanya kini tinggal di rumah kakek.',
      }),
    },
    (story) => {
      const mother = { person: 0, capacity: 'orang_tua' } as const
      contacted(story, c.day(34, '10:50'))
      accepted(story, c.day(33, '09:00'), 'petugas', 'wawancara_pelapor')
      consented(story, c.day(33, '10:00'), { by: mother, assent: 'bersedia', share: ['sentra'] })
      assessed(story, c.day(32, '13:30'), {
        risk: 'sedang',
        score: 13,
        summary: 'Anak mudah terkejut, dekat dengan ibu dan kakeknya; sekolah mendukung.',
      })
      const needs = needed(story, c.day(32, '14:10'), ['konseling', 'rehabilitasi_sosial', 'pendampingan'])
      planned(story, c.day(31, '10:00'), {
        ...{ needs, goals: 'Anak merasa aman, kembali bersekolah dengan tenang, dan mengikuti rehabilitasi sosial.', reviewAfter: 31 },
        ...{ agreed: { at: c.day(31, '10:40'), by: 'orang_tua' }, approved: c.day(30, '08:30') },
      })
      for (const [index, ago] of [27, 20].entries()) counselled(story, c.day(ago, '13:30'), `Sesi ke-${index + 1} di ruang ramah anak.`)
      served(story, c.day(17, '10:00'), {}, (delivered, { note }) => ({
        ...{ type: 'holdMediation', ...delivered, withWhom: 'sekolah', about: 'hal_lain', requestedByVictim: true, askedInPrivate: true },
        ...{ outcome: 'sepakat', note: note('Sekolah menyetujui jadwal belajar yang menyesuaikan konseling.') },
      }))
      const centre = referred(story, c.day(13, '09:00'), {
        to: 'sentra',
        service: 'rehabilitasi_sosial',
        urgency: 'sedang',
        needs: needs.slice(1, 2),
      })
      centre.sent(c.day(13, '09:10'), 'email').received(c.day(12, '10:00'))
      counselled(story, c.day(10, '13:30'), 'Sesi ke-3 di ruang ramah anak.')
      centre.accepted(c.day(9, '11:00')).appointment(c.day(7, '10:00'), c.day(3, '09:00')).arrived(c.day(3, '09:10'))
      accompanied(story, c.day(0, '09:00'), 'sekolah', 'Bertemu wali kelas; anak mengikuti pelajaran seperti biasa.')
    },
  )
