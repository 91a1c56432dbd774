import { DatabaseError, databaseText } from '#database'
import { EventLogError, LogIncomplete } from '#event-log'
import { LedgerBroken, MasterKeyFileRefused, MasterKeyMismatch, type MasterKeyFault } from '#privacy'
import { ReadModelError } from '#read-models'
import { WorkspaceError } from './errors'
import { outsideRefusal } from './outside-refusal'

const KEY_FILE: Readonly<Record<MasterKeyFault, readonly [indonesian: string, english: string]>> = {
  absent: [
    'tidak ada; pulihkan dari lembar pemulihan dengan teduh keys recover',
    'is missing; restore it from the recovery sheet with teduh keys recover',
  ],
  unreadable: ['tidak dapat dibaca; periksa hak bacanya', 'cannot be read; check who may read it'],
  'readable-by-others': ['dapat dibaca pengguna lain; batasi dengan chmod 600', 'can be read by others; restrict it with chmod 600'],
  malformed: [
    'tidak berisi kunci; pindahkan berkas itu, lalu pulihkan dari lembar pemulihan dengan teduh keys recover',
    'holds no key; move it away, then restore it from the recovery sheet with teduh keys recover',
  ],
  exists: [
    'sudah ada dan tidak akan ditimpa; pindahkan berkas itu dahulu, atau pilih tempat lain dengan TEDUH_KEY_FILE',
    'exists and is never overwritten; move it away first, or choose another place with TEDUH_KEY_FILE',
  ],
}

/**
 * One clear sentence for a start that was refused, Indonesian and English: what is wrong with the database, its schema, the log, the
 * key or the directory; or what the system or PostgreSQL answers. Every process that opens a workspace says the same.
 * @returns null where the error is none of these
 */
export function startRefusal(error: unknown): string | null {
  if (error instanceof DatabaseError) return databaseText(error)
  if (error instanceof WorkspaceError) return error.sentence
  if (error instanceof MasterKeyMismatch)
    return 'Kunci ini bukan kunci yang menyegel data di sini. Tidak ada yang diubah; pakai berkas kunci yang benar atau pulihkan dari lembar pemulihan. (This is not the key that the data here was sealed with. Nothing was changed; use the right key file or restore it from the recovery sheet.)'
  if (error instanceof LedgerBroken)
    return `Buku penghapusan ${error.file} rusak pada baris ${error.line}; kembalikan salinannya yang terbaru. (The erasure ledger ${error.file} is damaged at line ${error.line}; put its newest copy back.)`
  if (error instanceof MasterKeyFileRefused) {
    const [indonesian, english] = KEY_FILE[error.fault]
    return `Berkas kunci ${error.file} ${indonesian}. (The key file ${error.file} ${english}.)`
  }
  if (error instanceof LogIncomplete)
    return `Di log tidak ada peristiwa pada posisi ${error.position}: ada yang dihapus, atau keadaan lama dikembalikan. Jalankan teduh log verify; sesudah pemulihan yang disengaja, teduh projections rebuild. (Nothing stands at position ${error.position} of the log: something was removed, or an older state was put back. Run teduh log verify; after a restore on purpose, teduh projections rebuild.)`
  if (error instanceof EventLogError) return `Log peristiwa tidak dapat dibuka (${error.code}). (The event log cannot be opened: ${error.code}.)`
  if (error instanceof ReadModelError && error.code === 'read-models.migration-missing')
    return 'Tabel di basis data berasal dari versi Teduh yang lain; jalankan versi yang sama di semua proses. (The tables in the database are of another version of Teduh; run the same version in every process.)'
  return outsideRefusal(error)
}
