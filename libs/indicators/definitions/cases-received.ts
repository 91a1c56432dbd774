import { counted, type DenominatorVariant } from '../definition'

/** Accepted cases whose complaint was received in the year. */
export const casesReceived: DenominatorVariant = {
  id: 'kasus-diterima',
  version: 1,
  name: { id: 'Kasus yang diterima dalam tahun itu', en: 'Cases received in the year' },
  label: { id: 'dari kasus yang diterima', en: 'of cases received' },
  count: ({ counts }) => counted(counts.cases),
}
