import { createHmac } from 'node:crypto'
import type { Uuid } from '#kernel'
import type { Column } from './columns'
import type { RegisterRow } from './row'

/** Columns that a later file may not change. Number and victim are the identity; services and ending may grow. */
export const COMPARED = [
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
] as const satisfies readonly Column[]

type Compared = (typeof COMPARED)[number]

/** What a row says, in one form however it is written: `01/03/2024` is `2024-03-01`. */
function meaning({ complaint, victim, incident, perpetrator }: RegisterRow): Readonly<Record<Compared, unknown>> {
  return {
    tanggal_pengaduan: [complaint.on, complaint.at],
    kanal: complaint.channel,
    nama_korban: victim.name,
    nik_korban: victim.nik,
    jenis_kelamin: victim.sex,
    tanggal_lahir: victim.birthDate,
    umur: victim.years,
    kecamatan: victim.kecamatan,
    desa: victim.desa,
    tanggal_kejadian: [incident.when.precision, incident.when.from, incident.when.to, incident.when.at],
    jenis_kekerasan: [...incident.forms].sort(),
    kdrt: incident.kdrt,
    tempat_kejadian: incident.place,
    hubungan_pelaku: perpetrator?.relation ?? null,
    jenis_kelamin_pelaku: perpetrator?.sex ?? null,
    umur_pelaku: perpetrator?.years ?? null,
  }
}

/**
 * Keyed digests by column, bound to the victim: two victims with the same value have different ones.
 * @param key 32 bytes, derived from the master key for this purpose
 */
export function digestsOf(row: RegisterRow, victimId: Uuid, key: Uint8Array): Readonly<Record<Compared, string>> {
  const values = meaning(row)
  const digest = (column: Compared): string =>
    createHmac('sha256', key)
      .update(`${victimId}\u001f${column}\u001f${JSON.stringify(values[column])}`)
      .digest()
      .subarray(0, 12)
      .toString('base64url')
  return Object.fromEntries(COMPARED.map((column) => [column, digest(column)])) as Record<Compared, string>
}

/** @returns the columns whose digest differs; one that was erased says nothing. */
export function changedColumns(now: Readonly<Record<string, string>>, then: Readonly<Record<string, string>>): readonly Compared[] {
  return COMPARED.filter((column) => then[column] !== undefined && then[column] !== now[column])
}
