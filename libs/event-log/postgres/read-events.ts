import { isNotText } from './database-errors'
import type { LogClient } from './log-client'
import type { EventRead } from './statements'
import type { TextColumns } from './text-query'

/** The stored text of one event; empty where its bytes are no text. */
export type TextRow = readonly [position: string, hash: string, envelope: string, data: string]

/** A row of a page: an event or none, the position of the log's end, and of a filtered page how many events stand where it looked. */
export type PageRow =
  | readonly [...event: TextRow, head: string, ...standing: string[]]
  | readonly [...none: readonly [null, null, null, null], head: string, ...standing: string[]]

/**
 * @returns rows of `TextRow` and what else the statement selects after its columns
 * @throws LogUnavailable
 */
export async function readEvents<Row extends TextColumns>(
  client: LogClient,
  read: EventRead,
  values: readonly (string | number | bigint)[],
): Promise<Row[]> {
  try {
    return await client.texts<Row>(read.text, values.map(String))
  } catch (error) {
    if (!isNotText(error)) throw error
  }
  const rows = await client.rows<Row>(read.bytes, values)
  return rows.map((row) => row.map((value) => (Buffer.isBuffer(value) ? textOf(value) : value)) as unknown as Row)
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return ''
  }
}
