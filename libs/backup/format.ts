import type { Instant, Uuid } from '#kernel'
import { BackupRefused } from './errors'

/**
 * The files of this library: an exported log, a backup, a backup of keys.
 *
 * Each is gzip (RFC 1952), so that `gunzip -c FILE` shows it: lines of JSON in UTF-8. The first line is the header, the last the trailer.
 * The gzip stream consists of members of some hundred kilobytes; each holds whole lines and tells its own length in an extra field
 * (`TD`, 4 bytes, little-endian, the whole member), so that a file cut off in the middle can be continued after its last whole member.
 *
 * Lines between header and trailer, by their only or first field:
 * - `hash`, `envelope`, `data`: one event in log order; hash in hex, the other two the exact stored bytes as text
 * - `table`, `row`: one row of a table of PostgreSQL, as `to_jsonb` writes it
 *
 * The trailer holds counts, the id of the last event, the link of the whole-log chain there (as in `#event-log`'s segments) and the
 * SHA-256 over every line before it, line ends included. Positions stand nowhere: they belong to one log alone.
 */
export const FORMAT = 1

/** log: events alone. backup: events and settings. keys: the wrapped keys. */
export type FileKind = 'log' | 'backup' | 'keys'

const WRITTEN_BY: Readonly<Record<FileKind, string>> = { log: 'teduh log export', backup: 'teduh backup', keys: 'teduh keys backup' }

export interface FileHeader {
  readonly teduh: FileKind
  readonly format: number
  /** Version of the product that wrote it */
  readonly product: string
  readonly createdAt: Instant
  /** Which log the events came from: `postgres`, `eventstore`, `memory` */
  readonly source: string
  /** Steps of the schema that the rows need; empty where there are no rows */
  readonly migrations: readonly string[]
}

export interface FileTrailer {
  readonly events: number
  readonly lastEvent: Uuid | null
  /** Link of the whole-log chain after the last event, in hex */
  readonly chain: string
  readonly rows: number
  /** Over all lines before this one, in hex */
  readonly sha256: string
}

export const headerLine = (header: FileHeader): string => JSON.stringify(header)
export const trailerLine = (trailer: FileTrailer): string => JSON.stringify({ end: trailer })

/**
 * @param wanted the kinds that serve
 * @throws BackupRefused `backup.not-ours`, `backup.newer`, `backup.other-kind`
 */
export function parseHeader(line: string, file: string, wanted: readonly FileKind[]): FileHeader {
  const value = parsed(line) as Partial<FileHeader> | null
  const { teduh: kind, format, product, createdAt, source, migrations } = value ?? {}
  if (typeof kind !== 'string' || typeof format !== 'number' || typeof product !== 'string') throw new BackupRefused('backup.not-ours', { file })
  if (format > FORMAT) throw new BackupRefused('backup.newer', { file, product, what: `format ${format}` })
  if (!wanted.includes(kind))
    throw new BackupRefused('backup.other-kind', { file, kind: WRITTEN_BY[kind], wanted: wanted.map((one) => WRITTEN_BY[one]).join(', ') })
  if (typeof createdAt !== 'string' || typeof source !== 'string' || !Array.isArray(migrations))
    throw new BackupRefused('backup.corrupt', { file, at: 1 })
  return { teduh: kind, format, product, createdAt, source, migrations }
}

/** @returns the trailer where the line is one */
export function trailerOf(line: string): FileTrailer | null {
  if (!line.startsWith('{"end":')) return null
  const { end } = (parsed(line) ?? {}) as { readonly end?: Partial<FileTrailer> }
  const { events, lastEvent, chain, rows, sha256 } = end ?? {}
  const named = lastEvent === null || typeof lastEvent === 'string'
  if (!Number.isSafeInteger(events) || !Number.isSafeInteger(rows) || !named || typeof chain !== 'string' || typeof sha256 !== 'string') return null
  return { events: Number(events), lastEvent, chain, rows: Number(rows), sha256 }
}

/** @returns the object that a line holds, or null */
export function parsed(line: string): object | null {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
  } catch {
    return null
  }
}
