import type { Definition } from '../definition'
import { NOTHING } from '../year-counts'
import { casesReceived } from './cases-received'

export const cohortResolved: Definition = {
  id: 'tingkat-penyelesaian-kohort',
  version: 1,
  validFrom: '2021-01-01',
  name: { id: 'Tingkat penyelesaian kohort', en: 'Cases of the year resolved to date' },
  counts: {
    id: 'Kasus yang diterima dalam tahun itu dan sampai saat laporan diselesaikan: semua korbannya berakhir dengan tujuan tercapai. Alasan tidak tercatat berdiri sendiri.',
    en: 'Cases received in the year and resolved up to the moment of the report: every victim ended with the goal reached. Unrecorded reasons stand apart.',
  },
  numeratorText: { id: 'Kasus tahun itu yang diselesaikan sampai saat laporan', en: 'Cases of the year resolved to date' },
  denominators: [casesReceived],
  per: 100,
  unit: 'percent',
  polarity: 'higher',
  dateBasis: { id: 'Tanggal pengaduan; keadaan pada saat laporan', en: 'Date of the complaint; as of the moment of the report' },
  disaggregations: [],
  rounding: { places: 2, mode: 'half-up' },
  source: { text: 'LKjIP: persentase kasus yang diselesaikan', confirmed: false },
  numerator: ({ casesResolved }) => casesResolved,
  example: {
    inputs: { counts: { ...NOTHING, cases: 63, casesResolved: 39, casesResolvedSameYear: 28 }, population: [] },
    numerator: 39,
    denominator: 63,
    value: '61.90',
  },
}
