/** Written by `npm run api:types` from the OpenAPI document; not by hand. */

export const urgencies = ['gawat', 'tinggi', 'sedang', 'rendah'] as const
export const emergencyKinds = ['pertolongan_pertama', 'transportasi', 'kesehatan', 'polisi', 'rumah_perlindungan', 'kontak_keselamatan'] as const
export const institutionKinds = [
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
export const shelterClients = ['perempuan', 'anak_perempuan', 'anak_laki_laki', 'laki_laki'] as const
export const roles = ['caseworker', 'head_of_unit', 'department', 'administrator'] as const
