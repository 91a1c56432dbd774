import { envelopeHead, hashOf, type EncodedEvent } from '../codec'
import type { KnownHead, KnownHeads } from '../known-heads'
import type { Appended, Expected } from '../port'
import { toPosition } from '../position'
import type { LogClient } from './log-client'
import * as sql from './statements'
import { arrayOf } from './text-query'
import type { Waker } from './waker'

/** What one append asks for. */
export interface AppendRequest {
  readonly stream: string
  readonly expected: Expected
  readonly events: readonly EncodedEvent[]
}

/** An event as it will lie in the store, but for its position. */
interface PlacedEvent extends Pick<EncodedEvent, 'id' | 'type' | 'version' | 'data'> {
  readonly stream: string
  readonly revision: bigint
  readonly envelope: Buffer
  readonly hash: Buffer
}

/** @param revision, position as the store answers them */
export const appended = (revision: string | bigint = -1n, position: string | bigint = 0n, repeated: boolean): Appended => ({
  revision: BigInt(revision),
  position: toPosition(position),
  repeated,
})

/** The events of one append, and the event they follow. */
interface PlacedAppend {
  readonly stream: string
  readonly head: KnownHead | undefined
  readonly events: readonly PlacedEvent[]
}

/**
 * The short way of an append: a new stream, or one whose last event this process has seen, needs nothing of the store but the end of
 * the log. Envelopes and hashes are made here, so that the lock is held for one look and one INSERT.
 */
export class KnownAppends {
  constructor(
    private readonly client: LogClient,
    private readonly waker: Waker,
    private readonly heads: KnownHeads,
  ) {}

  /** @returns true where the short way is open, as far as this process knows */
  knows({ stream, expected }: AppendRequest): boolean {
    if (expected === 'no-stream') return !this.heads.has(stream)
    return typeof expected === 'bigint' && this.heads.at(stream, expected) !== undefined
  }

  /**
   * Writes all of the group or nothing.
   * @param group appends to different streams, each known
   * @returns what each was answered; null where something known proved wrong
   * @throws RevisionTaken, LogUnavailable; the driver's error of a known id: nothing was written
   */
  async send(group: readonly AppendRequest[]): Promise<readonly Appended[] | null> {
    const appends = group.map((request) => this.#place(request))
    const events = appends.length === 1 && appends[0] ? appends[0].events : appends.flatMap((append) => append.events)
    const [only] = events
    const first = only && events.length === 1 ? await this.#sendOne(only, appends[0]?.head) : await this.#sendAll(appends, events)
    if (first === null) return null
    let next = BigInt(first) - 1n
    return appends.map((append) => {
      next += BigInt(append.events.length)
      return this.#written(append, next)
    })
  }

  #place({ stream, expected, events }: AppendRequest): PlacedAppend {
    const head = typeof expected === 'bigint' ? this.heads.at(stream, expected) : undefined
    let revision = head === undefined ? -1n : head.revision
    let previous = head === undefined ? '' : head.hash
    const placed = events.map(({ id, type, version, envelopeTail, data }) => {
      revision++
      const envelope = Buffer.concat([envelopeHead(revision, previous), envelopeTail])
      const hash = hashOf(envelope, data)
      previous = hash.toString('hex')
      return { stream, revision, id, type, version, envelope, data, hash }
    })
    return { stream, head, events: placed }
  }

  #written({ stream, events }: PlacedAppend, position: bigint): Appended {
    const last = events.at(-1)
    const revision = last?.revision ?? -1n
    if (last) this.heads.learn(stream, revision, last.hash.toString('hex'))
    return appended(revision, position, false)
  }

  async #sendOne({ stream, revision, id, type, version, hash, envelope, data }: PlacedEvent, head: KnownHead | undefined): Promise<string | null> {
    const previous = head === undefined ? null : `\\x${head.hash}`
    const rows = await this.client.texts<readonly [string | null]>(this.#form(sql.APPEND_KNOWN), [
      stream,
      String(revision),
      id,
      type,
      String(version),
      hash,
      envelope,
      data,
      previous,
    ])
    return rows[0]?.[0] ?? null
  }

  async #sendAll(appends: readonly PlacedAppend[], events: readonly PlacedEvent[]): Promise<string | null> {
    const known = appends.flatMap(({ stream, head }) => (head === undefined ? [] : [{ stream, head }]))
    let start = 1
    const starts = events.map(({ hash, envelope, data }) => {
      const own = start
      start += hash.length + envelope.length + data.length
      return own
    })
    const rows = await this.client.texts<readonly [string | null]>(this.#form(sql.APPEND_KNOWN_ALL), [
      arrayOf(events.map(({ stream }) => stream)),
      arrayOf(events.map(({ revision }) => revision)),
      arrayOf(events.map(({ id }) => id)),
      arrayOf(events.map(({ type }) => type)),
      arrayOf(events.map(({ version }) => version)),
      arrayOf(starts),
      arrayOf(events.map(({ envelope }) => envelope.length)),
      arrayOf(events.map(({ data }) => data.length)),
      Buffer.concat(events.flatMap(({ hash, envelope, data }) => [hash, envelope, data])),
      arrayOf(known.map(({ stream }) => stream)),
      arrayOf(known.map(({ head }) => head.revision)),
      arrayOf(known.map(({ head }) => `\\x${head.hash}`)),
    ])
    return rows[0]?.[0] ?? null
  }

  #form({ quiet, notifying }: sql.Append): sql.Append['quiet'] {
    return this.waker.due() ? notifying : quiet
  }
}
