import type { Role } from '#access'

export interface DemoAccount {
  readonly role: Role
  /** For the terminal and the sign-in page */
  readonly label: string
  readonly username: string
  readonly password: string
  readonly displayName: string
}

/** Everybody's accounts of the demo workspace: the passwords are public, the data invented. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  { role: 'caseworker', label: 'Petugas kasus', username: 'petugas.contoh', password: 'payung-di-serambi', displayName: 'Petugas Contoh' },
  { role: 'head_of_unit', label: 'Kepala UPTD', username: 'kepala.contoh', password: 'payung-di-beranda', displayName: 'Kepala Unit Contoh' },
  { role: 'department', label: 'Dinas', username: 'dinas.contoh', password: 'payung-di-halaman', displayName: 'Subbag Program Contoh' },
  { role: 'administrator', label: 'Admin', username: 'admin.contoh', password: 'payung-di-gerbang', displayName: 'Admin Contoh' },
]
