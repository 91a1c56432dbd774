/** What a person at the terminal reads for each code, Indonesian first. `{name}` is filled from the error's parameters. */
export const DATABASE_TEXTS = {
  'database.no-binaries': {
    id: 'PostgreSQL tertanam tidak tersedia untuk {platform}; pasang PostgreSQL 18 dan isi DATABASE_URL.',
    en: 'There is no embedded PostgreSQL for {platform}; install PostgreSQL 18 and set DATABASE_URL.',
  },
  'database.no-server-user': {
    id: 'PostgreSQL tidak boleh berjalan sebagai root dan tidak ada pengguna lain yang dapat dipakai; jalankan sebagai pengguna biasa.',
    en: 'PostgreSQL may not run as root and no other user could be found or made; run this as an ordinary user.',
  },
  'database.directory-closed': {
    id: 'Pengguna peladen PostgreSQL tidak dapat masuk ke {path}; pindahkan folder Teduh atau jalankan sebagai pengguna biasa.',
    en: "PostgreSQL's own user cannot enter {path}; move Teduh's folder or run this as an ordinary user.",
  },
  'database.not-writable': {
    id: 'Folder {path} tidak dapat ditulisi; beri hak tulis atau pindahkan folder Teduh.',
    en: 'The folder {path} cannot be written; grant the right or move Teduh to another folder.',
  },
  'database.disk-full': {
    id: 'Ruang kosong di {path} tinggal {freeMiB} MiB; basis data memerlukan sedikitnya {neededMiB} MiB.',
    en: 'Only {freeMiB} MiB are free at {path}; the database needs at least {neededMiB} MiB.',
  },
  'database.other-major': {
    id: 'Folder data {path} berasal dari PostgreSQL {found}, sedangkan Teduh ini memakai {wanted}. Cadangkan dengan PostgreSQL {found} (pg_dumpall), pindahkan folder itu, jalankan Teduh, lalu pulihkan cadangannya.',
    en: 'The data directory {path} was made by PostgreSQL {found}, this Teduh uses {wanted}. Dump it with PostgreSQL {found} (pg_dumpall), move the directory away, start Teduh and restore the dump.',
  },
  'database.damaged': {
    id: 'Folder data {path} tidak lengkap lagi ({missing} hilang); pulihkan dari cadangan atau pindahkan folder itu. Tidak ada yang diubah.',
    en: 'The data directory {path} is no longer complete ({missing} is missing); restore it from a backup or move it away. Nothing was changed.',
  },
  'database.init-failed': {
    id: 'Basis data tidak dapat disiapkan di {path}; rinciannya ada di {log}.',
    en: 'The database could not be prepared at {path}; the details are in {log}.',
  },
  'database.start-failed': {
    id: 'Basis data tidak mau menyala; rinciannya ada di {log}.',
    en: 'The database did not start; the details are in {log}.',
  },
  'database.stop-failed': {
    id: 'Basis data (proses {pid}) belum berhenti.',
    en: 'The database (process {pid}) has not stopped.',
  },
  'database.port-taken': {
    id: 'Porta {port} sedang dipakai program lain.',
    en: 'Port {port} is taken by another program.',
  },
  'database.locked': {
    id: 'Proses lain ({pid}) sedang menyalakan atau mematikan basis data; coba lagi sebentar lagi.',
    en: 'Another process ({pid}) is starting or stopping the database; try again in a moment.',
  },
  'database.newer-schema': {
    id: 'Basis data ini sudah dipakai Teduh yang lebih baru (migrasi {name}); jalankan versi itu atau yang lebih baru.',
    en: 'A newer Teduh has already used this database (migration {name}); run that version or a later one.',
  },
  'database.changed-migration': {
    id: 'Migrasi {name} yang sudah dijalankan berbeda isinya dari yang dibawa program ini; pasang ulang Teduh versi resmi.',
    en: 'Migration {name}, already applied, differs from the one this program carries; reinstall a released Teduh.',
  },
  'database.duplicate-migration': {
    id: 'Dua migrasi bernama sama: {name}.',
    en: 'Two migrations have the same name: {name}.',
  },
  'database.migration-failed': {
    id: 'Migrasi {name} gagal (SQLSTATE {sqlstate}); tidak ada yang berubah karenanya.',
    en: 'Migration {name} failed (SQLSTATE {sqlstate}); it changed nothing.',
  },
  'database.unreachable': {
    id: 'Basis data di {host} tidak dapat dihubungi atau menolak masuk ({reason}).',
    en: 'The database at {host} cannot be reached or refused the sign-in ({reason}).',
  },
  'database.url-malformed': {
    id: 'DATABASE_URL bukan alamat basis data; bentuknya postgres://pengguna:sandi@komputer:5432/nama.',
    en: 'DATABASE_URL is no address of a database; it looks like postgres://user:password@host:5432/name.',
  },
  'database.settings-unreadable': {
    id: 'Berkas {path} rusak; hapus berkas itu, lalu nyalakan lagi: kata sandi basis data dibuat baru dan data tetap ada.',
    en: 'The file {path} is damaged; delete it and start again: new database passwords are made and the data stays.',
  },
  'database.app-url-missing': {
    id: 'DATABASE_URL tidak berhak membuat peran teduh_app; buat peran itu dan isi DATABASE_APP_URL.',
    en: 'The role of DATABASE_URL may not make the role teduh_app; make it and set DATABASE_APP_URL.',
  },
  'database.healed-init': {
    id: 'Penyiapan basis data yang terputus diulang; sisanya disimpan di {path}.',
    en: 'An interrupted preparation of the database was done again; what it had left is kept at {path}.',
  },
  'database.healed-crash': {
    id: 'Teduh sebelumnya berhenti mendadak; basis data dipulihkan dari catatannya sendiri.',
    en: 'The previous run ended abruptly; the database is recovering from its own journal.',
  },
  'database.adopted': {
    id: 'Basis data masih menyala dari Teduh yang berhenti mendadak; dipakai terus.',
    en: 'The database was still running after Teduh had ended abruptly; it is used on.',
  },
  'database.new-port': {
    id: 'Porta basis data {taken} dipakai program lain; sekarang {port}.',
    en: 'The database port {taken} is taken by another program; now it is {port}.',
  },
  'database.new-passwords': {
    id: 'Kata sandi basis data hilang; yang baru dibuat, data tetap ada.',
    en: 'The database passwords were lost; new ones were made, the data is untouched.',
  },
} as const

export type DatabaseErrorCode = keyof typeof DATABASE_TEXTS

/**
 * @param params ids, paths and numbers; never a password or a row's content
 * @returns the sentence for `code` in one language
 */
export function databaseSentence(code: DatabaseErrorCode, language: 'id' | 'en', params: Readonly<Record<string, string | number>>): string {
  return DATABASE_TEXTS[code][language].replaceAll(/\{(\w+)\}/g, (whole: string, name: string) => String(params[name] ?? whole))
}
