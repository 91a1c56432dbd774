import type { Definition } from '../definition'
import { NOTHING } from '../year-counts'
import { everybody, households } from './populations'

export const domesticViolence: Definition = {
  id: 'rasio-kdrt',
  version: 1,
  validFrom: '2021-01-01',
  name: { id: 'Rasio kekerasan dalam rumah tangga', en: 'Domestic violence' },
  counts: {
    id: 'Korban kekerasan dalam rumah tangga dari segala umur dan jenis kelamin, pada kasus yang diterima',
    en: 'Victims of domestic violence of any age and sex, of accepted cases',
  },
  numeratorText: { id: 'Korban KDRT', en: 'Victims of domestic violence' },
  denominators: [households, everybody],
  per: 100_000,
  unit: 'per_100000',
  polarity: 'lower',
  dateBasis: { id: 'Tanggal pengaduan dalam zona waktu unit', en: "Date of the complaint in the unit's time zone" },
  disaggregations: ['kecamatan', 'jenis_kelamin', 'kelompok_umur'],
  rounding: { places: 2, mode: 'half-up' },
  source: { text: 'IKK: rasio KDRT', confirmed: false },
  numerator: ({ kdrt }) => kdrt,
  example: {
    inputs: {
      counts: { ...NOTHING, victims: 69, children: 64, women: 5, kdrt: 17 },
      population: [
        { year: 2024, sex: 'LP', ageBand: 'rumah_tangga', count: 104_000, source: 'BPS', documentNumber: null, referenceDate: null, status: null },
      ],
    },
    numerator: 17,
    denominator: 104_000,
    value: '16.35',
  },
}
