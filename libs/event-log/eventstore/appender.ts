import { setTimeout as sleep } from 'node:timers/promises'
import { randomUuid, Turns, type Uuid } from '#kernel'
import { judgeAppend, type StandingEvent } from '../append-rules'
import { envelopeHead, hashOf, STREAM_CLOSED, type EncodedEvent } from '../codec'
import { LogUnavailable, StreamDeleted } from '../errors'
import type { Appended, Expected } from '../port'
import { toCommitPosition } from '../position'
import type { Connection } from './connection'
import { frame, type Proposed } from './frame'
import { jitter } from './jitter'
import type { KnownStream, StreamHeads } from './stream-heads'
import type { StreamReader } from './stream-reader'

/** Milliseconds for which an append may lose to others before the stream counts as out of reach. */
const PATIENCE = 30_000

/**
 * Appends to streams of a server that knows neither our ids nor our rules. Each append names the exact revision it follows, because
 * revision and hash of the event before it stand in its envelope; what the server refuses is judged anew from what stands there.
 * Appends of this process to one stream wait for each other instead of refusing each other.
 */
export class Appender {
  readonly #turns = new Turns()

  constructor(
    private readonly connection: Connection,
    private readonly reader: StreamReader,
    private readonly heads: StreamHeads,
  ) {}

  /** @throws WrongExpectedRevision, IdempotencyMismatch, StreamClosed, StreamDeleted, AppendTooLarge, AccessRefused, LogUnavailable */
  append(stream: string, expected: Expected, events: readonly EncodedEvent[]): Promise<Appended> {
    return this.inTurn(stream, () => this.#append(stream, expected, events))
  }

  /** Runs work on one stream after all earlier work on it. */
  inTurn<T>(stream: string, work: () => Promise<T>): Promise<T> {
    return this.#turns.take(stream, work)
  }

  async #append(stream: string, expected: Expected, events: readonly EncodedEvent[]): Promise<Appended> {
    const until = performance.now() + PATIENCE
    let known = this.heads.get(stream)
    let fresh = known === undefined
    // A new one, too: deleted softly it would take the events, at a revision that makes them unreadable there.
    known ??= await this.#learn(stream, undefined)
    for (let lost = 0; ; lost++) {
      if (!allows(known, expected, events)) {
        if (!fresh) known = await this.#learn(stream, known)
        const repeated = judgeAppend(stream, expected, events, headOf(known), await this.#standing(stream, known, events))
        if (repeated) return repeated
      }
      const written = await this.#write(stream, known, events)
      if (written) return written
      if (performance.now() > until) throw new LogUnavailable('too many others append to the stream')
      if (lost > 2) await sleep(jitter(10))
      known = await this.#learn(stream, known)
      fresh = true
    }
  }

  async #learn(stream: string, before: KnownStream | undefined): Promise<KnownStream> {
    const known = await this.reader.learn(stream, before)
    this.heads.learn(stream, known)
    return known
  }

  async #standing(stream: string, known: KnownStream, events: readonly EncodedEvent[]): Promise<(id: Uuid) => StandingEvent | undefined> {
    const ids = new Set(events.map(({ id }) => id).filter((id) => known.ids.has(id)))
    const found = ids.size > 0 ? await this.reader.find(stream, ids) : new Map<Uuid, StandingEvent>()
    return (id) => found.get(id)
  }

  /** @returns null where the stream has moved on */
  async #write(stream: string, known: KnownStream, events: readonly EncodedEvent[]): Promise<Appended | null> {
    let { revision, hash } = known
    const proposed: Proposed[] = []
    for (const { type, envelopeTail, data } of events) {
      const envelope = Buffer.concat([envelopeHead(++revision, hash), envelopeTail])
      const digest = hashOf(envelope, data)
      hash = digest.toString('hex')
      proposed.push({ id: randomUuid(), type, data: frame({ hash: digest, envelope, data }) })
    }
    const position = await this.write(stream, known, proposed, { revision, hash, closed: events.at(-1)?.type === STREAM_CLOSED, ids: known.ids })
    if (position === null) return null
    for (const { id } of events) known.ids.add(id)
    return { revision, position, repeated: false }
  }

  /**
   * @param next where the stream then stands
   * @returns the last event's position; null where the stream has moved on
   */
  async write(stream: string, known: KnownStream, proposed: readonly Proposed[], next: KnownStream): Promise<string | null> {
    try {
      const written = await this.connection.append(stream, known.revision, proposed)
      if (!written) return null
      if (written.revision !== next.revision) throw new StreamDeleted(stream)
      this.heads.learn(stream, next)
      return toCommitPosition(written)
    } catch (error) {
      this.heads.forget(stream)
      throw error
    }
  }
}

/** True where nothing that is known speaks against the append; the server has the last word on the revision. */
function allows(known: KnownStream, expected: Expected, events: readonly EncodedEvent[]): boolean {
  if (known.closed || events.some(({ id }) => known.ids.has(id))) return false
  switch (expected) {
    case 'any':
      return true
    case 'no-stream':
      return known.revision < 0n
    case 'stream-exists':
      return known.revision >= 0n
    default:
      return known.revision === expected && expected >= 0n
  }
}

const headOf = ({ revision, closed }: KnownStream): { revision: bigint; type: string } | null =>
  revision < 0n ? null : { revision, type: closed ? STREAM_CLOSED : '' }
