import type { Definition } from '../definition'
import { NOTHING } from '../year-counts'
import { children } from './populations'

const population = { year: 2024, ageBand: '0-17', source: 'BPS', documentNumber: null, referenceDate: null, status: 'tetap' } as const

export const violenceAgainstChildren: Definition = {
  id: 'rasio-kekerasan-terhadap-anak',
  version: 1,
  validFrom: '2021-01-01',
  name: { id: 'Rasio kekerasan terhadap anak', en: 'Violence against children' },
  counts: {
    id: 'Korban berumur di bawah 18 tahun saat kejadian, perempuan, laki-laki dan yang jenis kelaminnya tidak diketahui, pada kasus yang diterima',
    en: 'Victims under 18 at the incident, of either or unknown sex, of accepted cases',
  },
  numeratorText: { id: 'Korban di bawah 18 tahun', en: 'Victims under 18' },
  denominators: [children],
  per: 100_000,
  unit: 'per_100000',
  polarity: 'lower',
  dateBasis: { id: 'Tanggal pengaduan dalam zona waktu unit', en: "Date of the complaint in the unit's time zone" },
  disaggregations: ['kecamatan', 'jenis_kelamin', 'kelompok_umur', 'bentuk'],
  rounding: { places: 2, mode: 'half-up' },
  source: { text: 'Renstra dan LKjIP Dinas: rasio kekerasan terhadap anak per 100.000 anak', confirmed: false },
  numerator: (counts) => counts.children,
  example: {
    inputs: {
      counts: { ...NOTHING, victims: 69, women: 5, children: 64 },
      population: [
        { ...population, sex: 'L', count: 70_655 },
        { ...population, sex: 'P', count: 70_656 },
      ],
    },
    numerator: 64,
    denominator: 141_311,
    value: '45.29',
  },
}
