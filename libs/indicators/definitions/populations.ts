import type { DenominatorVariant } from '../definition'
import { denominatorOf } from '../population-table'

// The populations over which ratios may be taken, each versioned and printable.

const ALL_AGES = [['semua'], ['0-17', '18+']] as const

export const women18: DenominatorVariant = {
  id: 'perempuan-18',
  version: 1,
  name: { id: 'Penduduk perempuan 18 tahun ke atas', en: 'Women aged 18 and over' },
  label: { id: 'per 100.000 perempuan 18 tahun ke atas', en: 'per 100,000 women aged 18 and over' },
  count: ({ population }) => denominatorOf(population, { sexes: ['P'], bands: [['18+']] }),
}

export const allWomen: DenominatorVariant = {
  id: 'perempuan',
  version: 1,
  name: { id: 'Penduduk perempuan semua umur', en: 'Women and girls of all ages' },
  label: { id: 'per 100.000 penduduk perempuan', en: 'per 100,000 women and girls' },
  count: ({ population }) => denominatorOf(population, { sexes: ['P'], bands: ALL_AGES }),
}

export const everybody: DenominatorVariant = {
  id: 'penduduk',
  version: 1,
  name: { id: 'Seluruh penduduk', en: 'Total population' },
  label: { id: 'per 100.000 penduduk', en: 'per 100,000 inhabitants' },
  count: ({ population }) => denominatorOf(population, { sexes: ['P', 'L'], bands: ALL_AGES }),
}

export const children: DenominatorVariant = {
  id: 'anak-0-17',
  version: 1,
  name: { id: 'Penduduk anak 0–17 tahun', en: 'Children aged 0–17' },
  label: { id: 'per 100.000 anak 0–17 tahun', en: 'per 100,000 children aged 0–17' },
  count: ({ population }) => denominatorOf(population, { sexes: ['P', 'L'], bands: [['0-17']] }),
}

export const households: DenominatorVariant = {
  id: 'rumah-tangga',
  version: 1,
  name: { id: 'Rumah tangga', en: 'Households' },
  label: { id: 'per 100.000 rumah tangga', en: 'per 100,000 households' },
  count: ({ population }) => denominatorOf(population, { sexes: ['P', 'L'], bands: [['rumah_tangga']] }),
}
