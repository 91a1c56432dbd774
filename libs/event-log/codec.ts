import { hash } from 'node:crypto'
import { deriveId, isLocalDate, type Actor, type Instant, type LocalDate, type Position, type Recorded, type Uuid } from '#kernel'
import { AppendTooLarge, EventTooLarge, EventUnreadable, IdempotencyMismatch, InvalidPayload } from './errors'
import { MAX_APPEND_BYTES, MAX_EVENT_BYTES, type AppendContext, type EventToAppend } from './port'
import { hydrate } from './sealed-json'
import { isStorableText, unstorablePath } from './storable'
import type { RawEvent, Upcast } from './upcast'

/** The type of the event that ends a stream. */
export const STREAM_CLOSED = 'StreamClosed'

/** The type of what stands in place of an event that cannot be read. */
export const UNREADABLE = 'Unreadable'

/** An event as bytes, but for what only the log knows: its revision and the hash before it. */
export interface EncodedEvent {
  readonly id: Uuid
  readonly type: string
  readonly version: number
  /** The envelope's JSON after `{"revision":"…","previousHash":"…",` */
  readonly envelopeTail: Buffer
  readonly data: Buffer
}

/** What an adapter gives back of one event. */
export interface StoredText {
  readonly position: Position
  /** Hex */
  readonly hash: string
  readonly envelope: string
  readonly data: string
}

/** The stored envelope. The position is not in it: an export and import may change it. */
export interface StoredEnvelope {
  readonly revision: string
  readonly previousHash: string
  readonly id: Uuid
  readonly type: string
  readonly version: number
  readonly stream: string
  readonly at?: Instant
  readonly on?: LocalDate
  readonly recordedAt: Instant
  readonly actor: Actor
  readonly unit: string | null
  readonly commandId: Uuid
  readonly correlationId: Uuid
  readonly causationId: Uuid | null
}

/** Longest stream name, in characters; far below what an index of any adapter takes. */
const MAX_STREAM_NAME = 250
/** The form alone, for speed: the clock that made it knows the calendar. */
const INSTANT = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{3})?Z$/
/** The latest of them is found by comparing texts: all are of one form. */
const WITH_MILLISECONDS = /\.\d{3}Z$/
/** The largest schema version that every adapter can keep. */
const MOST_VERSION = 2 ** 31 - 1
const CANONICAL_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** @returns true where a stream may bear this name (`$…` belongs to EventStoreDB itself). */
export const isStreamName = (name: string): boolean =>
  name.length > 0 && name.length <= MAX_STREAM_NAME && !name.startsWith('$') && isStorableText(name)

/** EventStoreDB takes a mebibyte an append, all told: revision, hashes and header count too, and the type twice. The same limit holds everywhere. */
const MOST_STORED = 1024 * 1024
const MOST_ADDED = 160

/**
 * Checks and serialises the events of one append; nothing is sent before all of them pass.
 * @throws InvalidPayload (an event after the one that closes its stream, too), EventTooLarge, AppendTooLarge; IdempotencyMismatch where one id occurs twice
 */
export function encodeAppend(stream: string, events: readonly EventToAppend[], context: AppendContext): readonly EncodedEvent[] {
  const ids = new Set<Uuid>()
  let total = 0
  let stored = 0
  return events.map((event, index) => {
    if (event.type === STREAM_CLOSED && index < events.length - 1) throw new InvalidPayload(event.id, 'type')
    if (ids.has(event.id)) throw new IdempotencyMismatch(stream, event.id)
    ids.add(event.id)
    const encoded = encodeEvent(stream, event, context)
    const bytes = encoded.envelopeTail.length + encoded.data.length
    if (bytes > MAX_EVENT_BYTES) throw new EventTooLarge(event.id, bytes)
    total += bytes
    stored += bytes + MOST_ADDED + 2 * encoded.type.length
    if (total > MAX_APPEND_BYTES || stored > MOST_STORED) throw new AppendTooLarge(total)
    return encoded
  })
}

/** @returns the event that ends a stream; its id derives from the command, so closing twice by one command closes once */
export function closing(stream: string, context: AppendContext): EventToAppend {
  return { id: deriveId(context.commandId, 'close', stream), type: STREAM_CLOSED, version: 1, data: {} }
}

function encodeEvent(stream: string, event: EventToAppend, context: AppendContext): EncodedEvent {
  const { id, type, version, at, on } = event
  const { recordedAt, actor, unit, commandId, correlationId, causationId } = context
  const envelope = { id, type, version, stream, at, on, recordedAt, actor, unit, commandId, correlationId, causationId }
  const text = JSON.stringify(envelope)
  // JSON writes U+0000 and half surrogates as escapes; only where one stands (or its look-alike) is a closer look needed
  const suspect = text.includes('\\u') && /\\u(0000|d[89a-f])/.test(text)
  const fault = faultOf(envelope) ?? (suspect ? unstorablePath(envelope) : null) ?? prefixed('data', unstorablePath(event.data))
  if (fault !== null) throw new InvalidPayload(id, fault)
  return {
    id,
    type,
    version,
    envelopeTail: Buffer.from(text.slice(1)),
    data: Buffer.from(JSON.stringify(event.data)),
  }
}

const prefixed = (root: string, path: string | null): string | null => (path === null ? null : path === '' ? root : `${root}.${path}`)

function faultOf(
  envelope: Omit<StoredEnvelope, 'revision' | 'previousHash' | 'at' | 'on'> & { at: Instant | undefined; on: LocalDate | undefined },
): string | null {
  if (!CANONICAL_UUID.test(envelope.id)) return 'id'
  if (!isStreamName(envelope.stream)) return 'stream'
  if (!Number.isInteger(envelope.version) || envelope.version < 1 || envelope.version > MOST_VERSION) return 'version'
  if (!INSTANT.test(envelope.recordedAt) || !WITH_MILLISECONDS.test(envelope.recordedAt)) return 'recordedAt'
  if (envelope.at !== undefined && !INSTANT.test(envelope.at)) return 'at'
  if (envelope.on !== undefined && !isLocalDate(envelope.on)) return 'on'
  return null
}

/** @returns the bytes that stand before an envelope's tail. The SQL function writes the same. */
export const envelopeHead = (revision: bigint, previousHash: string): Buffer =>
  Buffer.from(`{"revision":"${revision}","previousHash":"${previousHash}",`)

/**
 * SHA-256 over the stored bytes, envelope then data. Both are JSON objects and so end where their brackets close:
 * no byte can move from one to the other unseen. At one go, because a hash object costs more than the hashing.
 */
export const hashOf = (envelope: Buffer, data: Buffer): Buffer => hash('sha256', Buffer.concat([envelope, data]), 'buffer')

/**
 * Reads one event back; sealed fields become `Sealed` values, then `upcast` brings the event to its present shape.
 * @throws EventUnreadable where the stored text isn't an event, or an upcaster could not take it
 */
export function decode(stored: StoredText, upcast?: Upcast): Recorded {
  const { envelope, data } = parse(stored)
  const { at, on } = envelope
  const written: { -readonly [Key in keyof RawEvent]: RawEvent[Key] } = { type: envelope.type, version: envelope.version, data }
  if (at !== undefined) written.at = at
  if (on !== undefined) written.on = on
  const shaped = upcast ? upcasted(upcast, written, stored.position) : written
  // One literal, field by field: an object that begins with a spread costs six times as much to make.
  const event: { -readonly [Key in keyof Recorded]: Recorded[Key] } = {
    type: shaped.type,
    version: shaped.version,
    data: shaped.data,
    id: envelope.id,
    stream: envelope.stream,
    revision: BigInt(envelope.revision),
    position: stored.position,
    recordedAt: envelope.recordedAt,
    actor: envelope.actor,
    unit: envelope.unit,
    commandId: envelope.commandId,
    correlationId: envelope.correlationId,
    causationId: envelope.causationId,
    previousHash: envelope.previousHash,
    hash: stored.hash,
  }
  if (shaped.at !== undefined) event.at = shaped.at
  if (shaped.on !== undefined) event.on = shaped.on
  return event
}

function upcasted(upcast: Upcast, event: RawEvent, position: Position): RawEvent {
  try {
    return upcast(event)
  } catch (cause) {
    throw new EventUnreadable(position, cause)
  }
}

function parse(stored: StoredText): { envelope: StoredEnvelope; data: object } {
  try {
    const envelope: unknown = JSON.parse(stored.envelope)
    const data: unknown = JSON.parse(stored.data)
    if (isStoredEnvelope(envelope) && typeof data === 'object' && data !== null && !Array.isArray(data))
      return {
        envelope,
        data: stored.data.includes('"$sealed"') ? (hydrate(data, { eventId: envelope.id, version: envelope.version }) as object) : data,
      }
  } catch (cause) {
    // whatever it is, these bytes caused it (text that is no JSON, or nested so deep that the stack ends)
    throw new EventUnreadable(stored.position, cause)
  }
  throw new EventUnreadable(stored.position)
}

/** Where an event stands, by what the store keeps beside its bytes. */
export interface StoredPlace {
  readonly stream: string
  readonly revision: bigint
  readonly id: Uuid
}

/**
 * What a reader gets in place of an event that is stored but cannot be read: its bytes are no event any more, or an upcaster threw. It
 * stands where the event stands, so that whoever keeps to streams can park this one; nobody knows its type, so nobody takes it for a fact.
 */
export function unreadable(stored: Pick<StoredText, 'position' | 'hash' | 'envelope'>, { stream, revision, id }: StoredPlace): Recorded {
  return {
    type: UNREADABLE,
    version: 0,
    data: {},
    ...{ id, stream, revision, position: stored.position, recordedAt: recordedAtOf(stored.envelope), hash: stored.hash, previousHash: '' },
    ...{ actor: { kind: 'system', name: UNREADABLE }, unit: null, commandId: id, correlationId: id, causationId: null },
  }
}

/** The beginning of time where not even this can be read: it moves no running maximum. */
function recordedAtOf(envelope: string): Instant {
  const found = /"recordedAt":"([^"]*)"/.exec(envelope)?.[1] ?? ''
  return INSTANT.test(found) ? found : '1970-01-01T00:00:00.000Z'
}

/**
 * @returns true where `value` has what every envelope has; the rest is vouched for by its hash. A recorded-at that is no moment would
 * stand above all others in every reader's running maximum.
 */
export function isStoredEnvelope(value: unknown): value is StoredEnvelope {
  if (typeof value !== 'object' || value === null) return false
  const { revision, previousHash, id, type, version, stream, recordedAt } = value as Partial<Record<keyof StoredEnvelope, unknown>>
  return (
    typeof revision === 'string' &&
    /^\d{1,19}$/.test(revision) &&
    typeof previousHash === 'string' &&
    typeof id === 'string' &&
    typeof type === 'string' &&
    typeof version === 'number' &&
    typeof stream === 'string' &&
    typeof recordedAt === 'string' &&
    INSTANT.test(recordedAt)
  )
}
