import { dateIn } from '#kernel'
import type { Calendar } from '../calendar'
import { accepted, contacted } from '../intake-acts'
import { partnerId } from '../partners'
import { alleged, complaint, incident, onDate, phoneThrough, reporter, someTime, unknownAlleged, unknownVictim, victim } from '../people'
import { tellCase, type StoryStep } from '../story'

/** Complaints that are not yet cases, or never become one here. */
export const justIn = (c: Calendar): readonly (readonly StoryStep[])[] => [
  untriaged(c),
  unverified(c),
  undecided(c),
  firstContactLate(c),
  emergencyFirst(c),
  declined(c),
  handedOver(c),
]

const untriaged = (c: Calendar) =>
  tellCase('whatsapp-belum-dinilai', c, {
    by: 'petugas',
    at: c.hours(0.6),
    form: complaint({
      ...{ channel: 'whatsapp', reporterKind: 'anonim', urgency: null, victims: [unknownVictim] },
      chronology:
        'Pesan WhatsApp: pengirim khawatir pada keadaan seseorang di lingkungannya dan meminta dihubungi kembali. Belum ada keterangan lain.',
    }),
  })

const unverified = (c: Calendar) =>
  tellCase(
    'tetangga-belum-diverifikasi',
    c,
    {
      by: 'petugas',
      at: c.hours(2.6),
      form: complaint({
        ...{ channel: 'telepon', reporterKind: 'tetangga', urgency: 'sedang', reporter: reporter(1) },
        victims: [victim(201, 'P', 35, 'Telaga Contoh', { marital: 'menikah' })],
        alleged: [alleged(201, 'L', null, 'suami', true)],
        incident: incident(someTime, 'rumah_tangga', ['psikis']),
        chronology: 'Pelapor mendengar pertengkaran berulang di rumah sebelah dan meminta unit memastikan keadaan korban.',
      }),
    },
    (story) => contacted(story, c.hours(1.4), { method: 'lewat_orang_lain' }),
  )

const undecided = (c: Calendar) =>
  tellCase(
    'terverifikasi-menunggu-keputusan',
    c,
    {
      by: 'petugas',
      at: c.day(1, '13:10'),
      form: complaint({
        ...{ channel: 'surat', reporterKind: 'guru', urgency: 'sedang', reporter: reporter(2) },
        victims: [victim(202, 'P', 13, 'Bukit Contoh', { education: 'smp', occupation: 'pelajar' })],
        alleged: [alleged(202, 'L', 14, 'teman')],
        incident: incident(onDate(c.date(4)), 'sekolah', ['psikis']),
        chronology: 'Sekolah menyampaikan surat tentang perundungan antarsiswa dan meminta pendampingan bagi korban.',
      }),
    },
    (story) => {
      contacted(story, c.day(1, '15:20'))
      story.act('petugas', c.day(0, '09:05'), () => ({ type: 'verifyComplaint', how: 'wawancara_pelapor', verifiedOn: null }))
    },
  )

const firstContactLate = (c: Calendar) =>
  tellCase(
    'kontak-pertama-terlambat',
    c,
    {
      by: 'petugas',
      at: c.hours(3.2),
      form: complaint({
        ...{ channel: 'telepon', reporterKind: 'keluarga', urgency: 'tinggi', reporter: reporter(3) },
        victims: [
          victim(203, 'P', 34, 'Hilir Contoh', {
            marital: 'menikah',
            occupation: 'swasta_buruh',
            contact: phoneThrough('korban_saja', 'Jangan tinggalkan pesan.'),
          }),
        ],
        alleged: [alleged(203, 'L', 37, 'suami', true)],
        incident: incident(someTime, 'rumah_tangga', ['fisik', 'psikis']),
        chronology: 'Adik korban melapor bahwa korban mengalami kekerasan di rumah dan belum dapat dihubungi keluarga.',
      }),
    },
    (story) => {
      contacted(story, c.hours(2.9), { reached: false })
      accepted(story, c.hours(2.5), 'petugas', 'wawancara_pelapor')
      contacted(story, c.hours(1.6), { reached: false })
    },
  )

const emergencyFirst = (c: Calendar) =>
  tellCase(
    'darurat-sebelum-verifikasi',
    c,
    {
      by: 'petugas',
      at: c.hours(15),
      form: complaint({
        ...{ channel: 'sapa129', reporterKind: 'tetangga', urgency: 'gawat', reporter: reporter(4) },
        victims: [victim(204, 'P', null, 'Pesisir Contoh')],
        alleged: [unknownAlleged],
        incident: incident(onDate(dateIn(c.zone, c.hours(15))), 'lainnya', ['fisik']),
        chronology: 'Warga meminta bantuan segera bagi seorang perempuan yang tidak dapat pulang dengan aman.',
      }),
    },
    (story) => {
      contacted(story, c.hours(14.6), { method: 'kunjungan' })
      story.act('petugas', c.hours(14.2), ({ at, note }) => ({
        ...{ type: 'recordEmergencyAction', victimIds: story.victims, kind: 'transportasi', actedAt: at, institutionId: null },
        note: note('Korban diantar mobil unit ke rumah kerabat yang dipilihnya sendiri.'),
      }))
    },
  )

const declined = (c: Calendar) =>
  tellCase(
    'bukan-kewenangan',
    c,
    {
      by: 'petugas',
      at: c.day(40, '10:15'),
      form: complaint({
        ...{ channel: 'langsung', reporterKind: 'korban', urgency: 'rendah' },
        victims: [victim(205, 'P', 48, 'Hilir Contoh', { occupation: 'tani_nelayan_dagang' })],
        chronology: 'Pelapor menanyakan penyelesaian utang dagang; tidak ada kekerasan. Dijelaskan ke mana urusan ini dapat dibawa.',
      }),
    },
    (story) => {
      contacted(story, c.day(40, '10:20'), { method: 'lainnya' })
      story.act('kepala', c.day(39, '09:30'), () => ({ type: 'declineComplaint', reason: 'bukan_kewenangan', declinedOn: null }))
    },
  )

const handedOver = (c: Calendar) =>
  tellCase(
    'dilimpahkan-ke-kabupaten-tetangga',
    c,
    {
      by: 'rekan',
      at: c.day(26, '11:00'),
      form: complaint({
        ...{ channel: 'telepon', reporterKind: 'korban', urgency: 'sedang' },
        victims: [victim(206, 'P', 28, null, { marital: 'cerai' })],
        alleged: [alleged(206, 'L', 33, 'mantan_suami_istri', false)],
        incident: incident(onDate(c.date(30)), 'fasilitas_umum', ['psikis']),
        chronology: 'Korban tinggal di kabupaten tetangga dan meminta didampingi unit yang dekat dengan rumahnya.',
      }),
    },
    (story) => {
      contacted(story, c.day(26, '11:20'))
      story.act('kepala', c.day(25, '09:10'), () => ({
        ...{ type: 'handOverCase', toUnit: null, toInstitution: partnerId('seberang'), reason: 'domisili_korban', handedOverOn: null },
      }))
    },
  )
