/** What kinds of partners there are, as the server knows them. */
export const kinds = [
  'kesehatan',
  'kepolisian',
  'kejaksaan',
  'pengadilan',
  'bantuan_hukum',
  'sosial',
  'rumah_perlindungan',
  'pendidikan',
  'keagamaan',
  'uptd_lain',
  'lainnya',
] as const
export type Kind = (typeof kinds)[number]

export const isKind = (text: string): text is Kind => (kinds as readonly string[]).includes(text)
