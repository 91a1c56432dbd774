import { createHash } from 'node:crypto'
import { KEY_BYTES } from './crypto'
import { RecoveryLineBroken } from './errors'
import { MasterKey } from './master-key'

const LINES = 8
const BYTES_A_LINE = KEY_BYTES / LINES

/**
 * The sheet that is printed once and kept in a safe: the key in numbered groups, each line with two check characters,
 * and the check word.
 * @param made what to print as the day it was made, already worded
 */
export function recoverySheet(key: MasterKey, made: string): string {
  const bytes = key.reveal()
  const lines = Array.from({ length: LINES }, (_, index) => keyLine(index, bytes.subarray(index * BYTES_A_LINE, (index + 1) * BYTES_A_LINE)))
  return [
    'LEMBAR PEMULIHAN TEDUH',
    `Dibuat: ${made}`,
    '',
    'Lembar ini memuat kunci induk yang membuka seluruh identitas dalam Teduh.',
    'Cetak satu kali, simpan di brankas, jauh dari komputer dan cadangan data.',
    'Siapa pun yang memegang lembar ini beserta datanya dapat membaca segalanya.',
    'Tanpa kunci ini, identitas yang tersegel tidak dapat dibuka oleh siapa pun.',
    '',
    'Kunci induk (nomor baris, isi, dua huruf periksa):',
    '',
    ...lines.map((line) => `  ${line}`),
    '',
    `Kata periksa: ${key.checkWord}`,
    '',
    'Ketik kata periksa di Teduh untuk menyatakan bahwa lembar ini sudah tersimpan.',
    '',
  ].join('\n')
}

/**
 * Reads a key back from what somebody typed off the sheet: eight lines, with or without their numbers, in any case.
 * Other lines are skipped.
 * @throws RecoveryLineBroken with the number of the first line that is missing or mistyped
 */
export function masterKeyFromSheet(text: string): MasterKey {
  const typed = text.split('\n').flatMap((line) => {
    const match = /^\s*(?:[1-8][.)]\s*)?([0-9a-f]{4})\s*([0-9a-f]{4})\s*-?\s*([0-9a-z]{2})\s*$/i.exec(line)
    return match ? [`${match[1]}${match[2]}${match[3]}`.toLowerCase()] : []
  })
  const parts = Array.from({ length: LINES }, (_, index) => {
    const line = typed[index] ?? ''
    const bytes = Buffer.from(line.slice(0, BYTES_A_LINE * 2), 'hex')
    if (line === '' || line.slice(BYTES_A_LINE * 2) !== checkOf(index, bytes)) throw new RecoveryLineBroken(index + 1)
    return bytes
  })
  return new MasterKey(Buffer.concat(parts))
}

function keyLine(index: number, bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return `${index + 1}. ${hex.slice(0, 4)} ${hex.slice(4)} - ${checkOf(index, bytes)}`
}

/** Two letters over the line and its number, so that a mistyped or misplaced line is named. */
function checkOf(index: number, bytes: Buffer): string {
  const digest = createHash('sha256')
    .update(`teduh-recovery ${index + 1} `)
    .update(bytes)
    .digest()
  const letters = 'abcdefghjkmnpqrstuvwxyz'
  return letters.charAt((digest[0] ?? 0) % letters.length) + letters.charAt((digest[1] ?? 0) % letters.length)
}
