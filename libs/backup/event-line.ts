import { isUtf8 } from 'node:buffer'
import { isStoredEnvelope, ORIGIN, type StoredEvent } from '#event-log'
import { parsed } from './format'

/** @returns the line of one event, or null where its bytes are no text and so no line could hold them */
export function eventLine({ hash, envelope, data }: StoredEvent): string | null {
  if (!isUtf8(envelope) || !isUtf8(data)) return null
  return JSON.stringify({ hash: hash.toString('hex'), envelope: envelope.toString(), data: data.toString() })
}

export const isEventLine = (line: string): boolean => line.startsWith('{"hash":')

/** @returns the event of a line, as it will lie in another log (which gives it a position of its own), or null where the line holds none */
export function eventOf(line: string): StoredEvent | null {
  const { hash, envelope, data } = (parsed(line) ?? {}) as Readonly<Record<string, unknown>>
  if (typeof hash !== 'string' || typeof envelope !== 'string' || typeof data !== 'string') return null
  const read = parsed(envelope)
  if (!isStoredEnvelope(read)) return null
  const { stream, revision, id, type, version } = read
  return {
    position: ORIGIN,
    stream,
    revision: BigInt(revision),
    id,
    type,
    version,
    envelope: Buffer.from(envelope),
    data: Buffer.from(data),
    hash: Buffer.from(hash, 'hex'),
  }
}
