/** The columns of a register file, in the order of the form; their names are those of the first line. */
export const COLUMNS = [
  'nomor_register',
  'tanggal_pengaduan',
  'kanal',
  'nama_korban',
  'nik_korban',
  'jenis_kelamin',
  'tanggal_lahir',
  'umur',
  'kecamatan',
  'desa',
  'tanggal_kejadian',
  'jenis_kekerasan',
  'kdrt',
  'tempat_kejadian',
  'hubungan_pelaku',
  'jenis_kelamin_pelaku',
  'umur_pelaku',
  'layanan',
  'status',
  'tanggal_selesai',
] as const

export type Column = (typeof COLUMNS)[number]

/** One row as text, every column present, trimmed. */
export type Cells = Readonly<Record<Column, string>>

/** Columns whose content names a person or places one: an error never repeats it. */
const IDENTITY: ReadonlySet<Column> = new Set<Column>(['nama_korban', 'nik_korban', 'tanggal_lahir', 'desa'])

export const isIdentityColumn = (column: Column): boolean => IDENTITY.has(column)

export const isColumn = (text: string): text is Column => (COLUMNS as readonly string[]).includes(text)
