import type { Position, Uuid } from '#kernel'
import { EventUnreadable } from '../errors'
import { isStoredEnvelope, type StoredEnvelope } from '../codec'

/** One event as it comes from the server. */
export interface ServerRecord {
  readonly stream: string
  readonly revision: bigint
  /** The server's, not ours */
  readonly id: Uuid
  readonly type: string
  readonly position: Position
  readonly data: Uint8Array
}

/** One event as it goes to the server. */
export interface Proposed {
  /** The server's id of the event, made for one append and kept for its retries; ours stands in the envelope */
  readonly id: Uuid
  readonly type: string
  readonly data: Uint8Array
}

/** What the server keeps of one event besides its own columns. */
export interface Framed {
  readonly hash: Buffer
  readonly envelope: Buffer
  readonly data: Buffer
}

const MAGIC = Buffer.from('TDH1')
const HASH_BYTES = 32
const LENGTH_AT = MAGIC.length + HASH_BYTES
const HEADER = LENGTH_AT + 4

/**
 * Everything of an event in the server's data field: a mark, the hash, the envelope's length, then the hashed bytes as they are.
 * The server's metadata field stays empty: the client parses it as JSON, which loses its bytes and takes longer than the rest.
 */
export function frame({ hash, envelope, data }: Framed): Buffer {
  const framed = Buffer.allocUnsafe(HEADER + envelope.length + data.length)
  MAGIC.copy(framed)
  hash.copy(framed, MAGIC.length)
  framed.writeUInt32BE(envelope.length, LENGTH_AT)
  envelope.copy(framed, HEADER)
  data.copy(framed, HEADER + envelope.length)
  return framed
}

/** @returns the parts, as views; null where these bytes are not framed as ours are */
export function unframe(bytes: Uint8Array): Framed | null {
  const framed = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (framed.length < HEADER || framed.compare(MAGIC, 0, MAGIC.length, 0, MAGIC.length) !== 0) return null
  const end = HEADER + framed.readUInt32BE(LENGTH_AT)
  if (end > framed.length) return null
  return { hash: framed.subarray(MAGIC.length, LENGTH_AT), envelope: framed.subarray(HEADER, end), data: framed.subarray(end) }
}

/** @throws EventUnreadable where the record is not one of ours */
export function framedOf({ data, position }: ServerRecord): Framed {
  const framed = unframe(data)
  if (!framed) throw new EventUnreadable(position)
  return framed
}

/** @returns what the envelope says, null where there is none */
export function identityOf(record: ServerRecord): Pick<StoredEnvelope, 'id' | 'version'> | null {
  try {
    return envelopeOf(record)
  } catch (error) {
    if (error instanceof EventUnreadable) return null
    throw error
  }
}

/** @throws EventUnreadable */
export function envelopeOf(record: ServerRecord): StoredEnvelope {
  try {
    const envelope: unknown = JSON.parse(framedOf(record).envelope.toString())
    if (isStoredEnvelope(envelope)) return envelope
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new EventUnreadable(record.position)
}
