import type { Definition } from '../definition'
import { NOTHING } from '../year-counts'
import { allWomen, everybody, women18 } from './populations'

export const violenceAgainstWomen: Definition = {
  id: 'rasio-kekerasan-terhadap-perempuan',
  version: 1,
  validFrom: '2021-01-01',
  name: { id: 'Rasio kekerasan terhadap perempuan termasuk TPPO', en: 'Violence against women, trafficking included' },
  counts: {
    id: 'Korban perempuan berumur 18 tahun ke atas saat kejadian, pada kasus yang diterima, satu orang satu kali dalam tiap kasus',
    en: 'Female victims aged 18 or over at the incident, of accepted cases, one person once in each case',
  },
  numeratorText: { id: 'Korban perempuan 18 tahun ke atas', en: 'Female victims aged 18 and over' },
  denominators: [women18, allWomen, everybody],
  per: 100_000,
  unit: 'per_100000',
  polarity: 'lower',
  dateBasis: { id: 'Tanggal pengaduan dalam zona waktu unit', en: "Date of the complaint in the unit's time zone" },
  disaggregations: ['kecamatan', 'kelompok_umur', 'bentuk'],
  rounding: { places: 2, mode: 'half-up' },
  source: { text: 'Renstra dan LKjIP Dinas: rasio kekerasan terhadap perempuan termasuk TPPO per 100.000 penduduk perempuan', confirmed: false },
  numerator: ({ women }) => women,
  example: {
    inputs: {
      counts: { ...NOTHING, victims: 69, women: 5, children: 64 },
      population: [
        { year: 2024, sex: 'P', ageBand: '18+', count: 135_501, source: 'BPS', documentNumber: null, referenceDate: null, status: 'tetap' },
      ],
    },
    numerator: 5,
    denominator: 135_501,
    value: '3.69',
  },
}
