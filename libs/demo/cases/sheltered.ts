import { admit, depart } from '#command-handler'
import { deriveId, Sealed } from '#kernel'
import type { Calendar } from '../calendar'
import { counselled, legalStage, needed, planned, served, treated } from '../care-acts'
import { accepted, assessed, consented, contacted } from '../intake-acts'
import { demoShelterId } from '../partners'
import { alleged, complaint, incident, inMonthOf, onDate, reporter, victim, whatsappFrom } from '../people'
import { referred } from '../referrals'
import { tellCase, type StoryStep } from '../story'

/** Who sleeps in the shelter, and who has left it. */
export const sheltered = (c: Calendar): readonly (readonly StoryStep[])[] => [shelterLeft(c), inShelter(c)]

const anyone = (): void => undefined

/** Home again, and learning a trade: the shelter is left, the partner reports progress. */
const shelterLeft = (c: Calendar) =>
  tellCase(
    'pekerja-migran-pulang',
    c,
    {
      by: 'rekan',
      at: c.day(47, '16:20'),
      form: complaint({
        ...{ channel: 'limpahan', reporterKind: 'lembaga', urgency: 'tinggi', reporter: reporter(11) },
        victims: [victim(222, 'P', 31, 'Telaga Contoh', { education: 'smp', marital: 'cerai', occupation: 'swasta_buruh' })],
        alleged: [alleged(222, 'L', null, 'majikan', true)],
        incident: incident(inMonthOf(c.date(75)), 'tempat_kerja', ['eksploitasi', 'tppo'], {
          flags: ['migran'],
          kdrt: false,
          kdrtReason: 'bukan_lingkup',
        }),
        chronology: 'Lembaga pendamping pekerja migran melimpahkan korban yang baru tiba dan ingin pulang ke keluarganya.',
      }),
    },
    (story) => {
      contacted(story, c.day(47, '16:50'), { method: 'lainnya' })
      accepted(story, c.day(47, '17:10'), 'rekan', 'koordinasi_lembaga')
      consented(story, c.day(47, '17:30'), { share: ['sentra'] })
      const command = story.run('rekan', c.day(47, '18:00'), (ports, origin, { at }) =>
        admit(ports, origin, anyone, {
          caseId: story.caseId,
          shelterId: demoShelterId,
          victimIds: story.victims,
          withoutBed: [],
          admittedAt: at,
          emergency: false,
        }),
      )
      const [stayId, reservationId] = [deriveId(command, 'stay', 0), deriveId(command, 'reservation')]
      assessed(story, c.day(46, '09:00'), { risk: 'sedang', score: 12, summary: 'Korban lelah, tetap bersemangat kembali ke keluarga.' })
      const [home = '', trade = ''] = needed(story, c.day(46, '09:30'), ['pemulangan', 'rehabilitasi_sosial'])
      counselled(story, c.day(44, '10:00'), 'Sesi pertama.')
      planned(story, c.day(43, '09:00'), {
        ...{ needs: [home, trade], goals: 'Pulang dengan aman dan mengikuti pelatihan keterampilan.' },
        ...{ agreed: { at: c.day(43, '09:30') }, approved: c.day(42, '08:30') },
      })
      served(story, c.day(39, '07:30'), {}, (delivered) => ({
        ...{ type: 'makeRepatriation', ...delivered },
        journey: Sealed.plain<{ from: string; to: string }, 'indirect'>(
          { kind: 'subject', id: story.victims[0] ?? '' },
          { from: 'Pelabuhan Contoh', to: 'Desa Contoh' },
        ),
      }))
      story.run('rekan', c.day(39, '17:00'), (ports, origin, { on }) =>
        depart(ports, origin, anyone, {
          caseId: story.caseId,
          stayId,
          shelterId: demoShelterId,
          reservationId,
          victimIds: story.victims,
          leftOn: on,
          to: 'keluarga',
        }),
      )
      referred(story, c.day(37, '09:00'), { to: 'sentra', service: 'rehabilitasi_sosial', urgency: 'sedang', needs: [trade] })
        .sent(c.day(37, '09:10'), 'surat')
        .received(c.day(35, '10:00'))
        .accepted(c.day(33, '11:00'))
        .arrived(c.day(27, '09:00'))
        .firstService(c.day(26, '10:00'))
        .progress(c.day(13, '10:00'), 'Mengikuti kelas menjahit dua kali seminggu.')
    },
  )

/** Mother and infant; the review of their stay is a day late. */
const inShelter = (c: Calendar) =>
  tellCase(
    'ibu-dan-bayi-di-rumah-perlindungan',
    c,
    {
      by: 'petugas',
      at: c.day(16, '19:40'),
      form: complaint({
        ...{ channel: 'langsung', reporterKind: 'korban', urgency: 'gawat' },
        victims: [
          victim(215, 'P', 27, 'Telaga Contoh', {
            education: 'sma',
            marital: 'menikah',
            occupation: 'irt',
            contact: whatsappFrom('09:00', '11:00', 'tanyakan “pesanan kue”'),
          }),
          victim(216, 'P', 1, 'Telaga Contoh'),
        ],
        alleged: [alleged(215, 'L', 32, 'suami', true)],
        incident: incident(onDate(c.date(16)), 'rumah_tangga', ['fisik', 'psikis']),
        chronology: 'Korban datang bersama bayinya dan meminta tempat yang aman untuk malam ini.',
      }),
    },
    (story) => {
      contacted(story, c.day(16, '19:45'), { method: 'lainnya' })
      accepted(story, c.day(16, '20:05'), 'petugas')
      const [bed = ''] = needed(story, c.day(16, '20:10'), ['rumah_perlindungan'])
      story.run('petugas', c.day(15, '20:30'), (ports, origin, { at }) =>
        admit(ports, origin, anyone, {
          ...{ caseId: story.caseId, shelterId: demoShelterId, victimIds: story.victims },
          ...{ withoutBed: story.victims.slice(1), admittedAt: at, emergency: true },
        }),
      )
      consented(story, c.day(14, '09:00'), { victims: [0], share: ['lbh'] })
      consented(story, c.day(14, '09:05'), { victims: [1], by: { victim: 0, capacity: 'orang_tua' } })
      assessed(story, c.day(14, '09:40'), {
        ...{ risk: 'tinggi', score: 19, summary: 'Ancaman berulang dari terlapor; korban memutuskan tidak pulang dahulu.' },
        safetyPlan: 'Nomor telepon baru, kode kunjungan keluarga, dan dokumen penting disimpan di unit.',
      })
      assessed(story, c.day(14, '10:10'), { risk: 'sedang', score: 9, victim: 1, summary: 'Bayi sehat, tumbuh kembang sesuai usia.' })
      const [talks = '', aidNeeded = '', health = ''] = needed(story, c.day(14, '10:20'), ['konseling', 'bantuan_hukum', 'kesehatan'])
      treated(story, c.day(13, '08:30'), { victims: [0], provider: 'puskesmas', payer: 'bpjs', care: ['perawatan_luka'] })
      planned(story, c.day(13, '10:00'), {
        ...{
          needs: [bed, talks, aidNeeded, health],
          goals: 'Aman di rumah perlindungan, perlindungan hukum, lalu tinggal bersama orang tua korban.',
          reviewAfter: 14,
        },
        ...{ agreed: { at: c.day(13, '10:40') }, approved: c.day(12, '08:30') },
      })
      story.act('petugas', c.day(12, '11:00'), ({ on }) => ({
        type: 'grantProtection',
        victimIds: story.victims,
        kind: 'polisi_kdrt',
        from: on,
        until: null,
      }))
      legalStage(story, c.day(12, '11:10'), 'laporan', 'LP/CONTOH/003')
      counselled(story, c.day(11, '09:30'), 'Sesi pertama: mengenali kekuatan dan dukungan yang dimiliki korban.', { victims: [0] })
      const aid = referred(story, c.day(11, '11:00'), {
        to: 'lbh',
        service: 'bantuan_hukum',
        urgency: 'tinggi',
        needs: [aidNeeded],
        victims: [0],
      })
      aid.sent(c.day(11, '11:10')).received(c.day(11, '13:00')).accepted(c.day(10, '09:00')).appointment(c.day(10, '09:05'), c.day(8, '10:00'))
      aid.arrived(c.day(8, '10:00')).firstService(c.day(8, '11:30'))
      counselled(story, c.day(5, '09:30'), 'Sesi kedua: menyusun langkah setelah meninggalkan rumah perlindungan.', { victims: [0] })
    },
  )
