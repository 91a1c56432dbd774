import type { Definition } from '../definition'
import { NOTHING } from '../year-counts'
import { casesReceived } from './cases-received'

export const resolvedInYear: Definition = {
  id: 'diselesaikan-tahun-berjalan',
  version: 1,
  validFrom: '2021-01-01',
  name: { id: 'Kasus diselesaikan dalam tahun berjalan', en: 'Cases resolved within the year' },
  counts: {
    id: 'Kasus yang diterima dan diselesaikan dalam tahun yang sama: semua korbannya berakhir dengan tujuan tercapai. Alasan tidak tercatat berdiri sendiri.',
    en: 'Cases received and resolved in the same year: every victim ended with the goal reached. Unrecorded reasons stand apart.',
  },
  numeratorText: { id: 'Kasus diterima dan diselesaikan dalam tahun itu', en: 'Cases received and resolved in the year' },
  denominators: [casesReceived],
  per: 100,
  unit: 'percent',
  polarity: 'higher',
  dateBasis: { id: 'Tanggal pengaduan dan tanggal korban terakhir berakhir', en: "Date of the complaint and of the last victim's ending" },
  disaggregations: [],
  rounding: { places: 2, mode: 'half-up' },
  source: { text: 'LKjIP: persentase kasus yang diselesaikan', confirmed: false },
  numerator: ({ casesResolvedSameYear }) => casesResolvedSameYear,
  example: {
    inputs: { counts: { ...NOTHING, cases: 37, casesResolved: 20, casesResolvedSameYear: 18 }, population: [] },
    numerator: 18,
    denominator: 37,
    value: '48.65',
  },
}
