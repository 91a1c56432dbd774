import { counted, type Definition } from '../definition'
import { NOTHING } from '../year-counts'

export const childrenHandled: Definition = {
  id: 'anak-korban-yang-ditangani',
  version: 1,
  validFrom: '2021-01-01',
  name: { id: 'Anak korban kekerasan yang ditangani', en: 'Child victims who were handled' },
  counts: {
    id: 'Anak korban dengan sedikitnya satu layanan selain pengaduan, gelar kasus dan pembuatan rujukan, yang diberikan unit atau dipastikan mitra',
    en: 'Child victims with at least one service other than complaint, case conference and the making of a referral, given by the unit or confirmed by a partner',
  },
  numeratorText: { id: 'Anak korban yang ditangani', en: 'Child victims handled' },
  denominators: [
    {
      id: 'anak-korban',
      version: 1,
      name: { id: 'Anak korban', en: 'Child victims' },
      label: { id: 'dari anak korban', en: 'of child victims' },
      count: ({ counts }) => counted(counts.children),
    },
  ],
  per: 100,
  unit: 'percent',
  polarity: 'higher',
  dateBasis: { id: 'Tanggal pengaduan; layanan sampai saat laporan', en: 'Date of the complaint; services up to the moment of the report' },
  disaggregations: ['jenis_kelamin', 'kelompok_umur'],
  rounding: { places: 2, mode: 'half-up' },
  source: { text: 'IKK: anak korban kekerasan yang ditangani', confirmed: false },
  numerator: (counts) => counts.childrenHandled,
  example: {
    inputs: { counts: { ...NOTHING, victims: 34, children: 34, childrenHandled: 24 }, population: [] },
    numerator: 24,
    denominator: 34,
    value: '70.59',
  },
}
