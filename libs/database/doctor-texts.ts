/** What `teduh doctor` says of each check: `ok` where it is in order, `bad` where it isn't. */
export const DOCTOR_TEXTS = {
  'key-apart': {
    ok: { id: 'Berkas kunci terpisah dari data.', en: 'The key file is apart from the data.' },
    bad: {
      id: 'Berkas kunci {keyFile} berada bersama data ({dataDirectory}): siapa pun yang menyalin folder itu dapat membaca semuanya. Pindahkan kuncinya.',
      en: 'The key file {keyFile} stands with the data ({dataDirectory}): whoever copies that folder can read everything. Move the key.',
    },
  },
  'key-mode': {
    ok: { id: 'Berkas kunci hanya terbaca pemiliknya.', en: 'Only its owner can read the key file.' },
    bad: {
      id: 'Berkas kunci {keyFile} tidak ada atau terbuka bagi orang lain (mode {mode}); seharusnya 0600.',
      en: 'The key file {keyFile} is missing or open to others (mode {mode}); it must be 0600.',
    },
  },
  'directory-mode': {
    ok: { id: 'Folder data tertutup bagi orang lain.', en: 'The data folder is closed to others.' },
    bad: {
      id: 'Folder {dataDirectory} terbuka bagi orang lain (mode {mode}); seharusnya 0700.',
      en: 'The folder {dataDirectory} is open to others (mode {mode}); it must be 0700.',
    },
  },
  'settings-mode': {
    ok: { id: 'Kata sandi basis data hanya terbaca pemiliknya.', en: 'Only their owner can read the database passwords.' },
    bad: {
      id: 'Berkas database.json di {dataDirectory} terbuka bagi orang lain (mode {mode}); seharusnya 0600.',
      en: 'The file database.json in {dataDirectory} is open to others (mode {mode}); it must be 0600.',
    },
  },
  'free-disk': {
    ok: { id: 'Ruang kosong {freeMiB} MiB.', en: '{freeMiB} MiB are free.' },
    bad: { id: 'Ruang kosong di {dataDirectory} tinggal {freeMiB} MiB.', en: 'Only {freeMiB} MiB are free at {dataDirectory}.' },
  },
  'server-version': {
    ok: { id: 'PostgreSQL {major}.', en: 'PostgreSQL {major}.' },
    bad: {
      id: 'PostgreSQL {major}; Teduh ini diuji dengan {wanted}.',
      en: 'PostgreSQL {major}; this Teduh is tested with {wanted}.',
    },
  },
  'clock-skew': {
    ok: { id: 'Jam komputer dan jam basis data sama ({seconds} detik).', en: "The computer's and the database's clocks agree ({seconds} s)." },
    bad: {
      id: 'Jam komputer dan jam basis data berselisih {seconds} detik; samakan (NTP).',
      en: "The computer's and the database's clocks differ by {seconds} s; set them (NTP).",
    },
  },
  durability: {
    ok: { id: 'Yang dicatat tersimpan di cakram.', en: 'What is recorded is on disk.' },
    bad: {
      id: 'Setelan {settings} mati: catatan yang sudah diterima dapat hilang saat listrik padam.',
      en: 'The settings {settings} are off: what was acknowledged can be lost when the power fails.',
    },
  },
  'app-role-sign-in': {
    ok: { id: 'Aplikasi masuk dengan perannya sendiri.', en: 'The product signs in with a role of its own.' },
    bad: {
      id: 'Aplikasi meminjam peran teduh_app di dalam akun DATABASE_URL; isi DATABASE_APP_URL dengan akun tersendiri.',
      en: 'The product borrows the role teduh_app inside the account of DATABASE_URL; give it one of its own in DATABASE_APP_URL.',
    },
  },
  'app-role-power': {
    ok: { id: 'Peran aplikasi tidak berkuasa atas basis data.', en: "The product's role has no power over the database." },
    bad: {
      id: 'Peran aplikasi berkuasa atas basis data (superuser, pembuat peran, atau anggota pemilik).',
      en: "The product's role has power over the database (superuser, maker of roles, or member of the owner).",
    },
  },
  'app-role-owns': {
    ok: { id: 'Peran aplikasi tidak memiliki apa pun.', en: "The product's role owns nothing." },
    bad: { id: 'Peran aplikasi memiliki {count} objek.', en: "The product's role owns {count} objects." },
  },
  'app-role-log': {
    ok: { id: 'Aplikasi hanya dapat membaca dan menambah catatan.', en: 'The product can only read the log and add to it.' },
    bad: { id: 'Aplikasi dapat mengubah catatan: {rights}.', en: 'The product can change the log: {rights}.' },
  },
} as const

export type FindingCode = keyof typeof DOCTOR_TEXTS
