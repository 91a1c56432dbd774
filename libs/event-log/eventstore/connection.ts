import type { EventStoreDBClient } from '@eventstore/db-client'
import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { AccessRefused, AppendTooLarge, LogUnavailable, StreamDeleted } from '../errors'
import { Watchdog } from '../watchdog'
import { clientOf, parseAddress, type Address } from './address'
import type { Elsewhere, Written } from './append-wire'
import { BatchAppends } from './batch-appends'
import { collected } from './bounded-read'
import type { Proposed, ServerRecord } from './frame'
import { jitter } from './jitter'
import { allRequest, streamRequest, type AllRead, type StreamRead } from './read-request'
import { closeClient, supportsBatches } from './server-calls'
import { faultOf, isNotLeader, NoAnswer, reasonOf } from './server-faults'
import { appendOnce } from './single-append'

export interface ConnectionOptions {
  /** `esdb://user:password@host:2113?tls=false`; `esdb://…@host,host,host`, `esdb+discover://…` for a cluster */
  readonly url: string
  /** Milliseconds without an answer after which a call counts as lost, 4 000 unless told */
  readonly timeoutMs?: number
  /** Milliseconds for which a call that fails in passing is repeated, 10 000 unless told */
  readonly budgetMs?: number
}

interface Opened {
  readonly client: EventStoreDBClient
  readonly batches: BatchAppends
}

/** First and longest wait between two attempts, in milliseconds. */
const FIRST_PAUSE = 25
const LONGEST_PAUSE = 1_000
/** How long the end of a connection is waited for, in milliseconds. */
const LONGEST_CLOSING = 1_000
/** A revision that no stream reaches. */
const OUT_OF_REACH = 2n ** 62n

/**
 * Calls to the server with a time limit of their own and repetition of what fails in passing. A repeated append has the same event
 * ids and expectation: the server answers it with the first result. A client that failed is replaced: one that never reached its
 * server, or whose connection hangs, doesn't recover by itself.
 */
export class Connection {
  readonly #address: Address
  readonly #watchdog: Watchdog
  readonly #budgetMs: number
  readonly #ending = new AbortController()
  #opened: Opened | undefined

  /** @throws RangeError where the url is no address, or names certificates that can't be read; it names no password */
  constructor({ url, timeoutMs = 4_000, budgetMs = 10_000 }: ConnectionOptions) {
    this.#address = parseAddress(url)
    this.#opened = opened(this.#address)
    this.#watchdog = new Watchdog(timeoutMs)
    this.#budgetMs = budgetMs
    // every call that waits to be repeated listens
    setMaxListeners(0, this.#ending.signal)
  }

  /** A client for a subscription; whoever uses it meets its failures. */
  get client(): EventStoreDBClient {
    return this.#current().client
  }

  /**
   * @param expected revision of the stream's last event; -1 where there is no stream
   * @returns null where the stream stands elsewhere
   * @throws StreamDeleted, AppendTooLarge, AccessRefused, LogUnavailable
   */
  async append(stream: string, expected: bigint, events: readonly Proposed[]): Promise<Written | null> {
    const answer = await this.#append(stream, expected, events)
    return 'revision' in answer ? answer : null
  }

  /**
   * Asks by an append of nothing, at a revision that no stream reaches: whatever stands there, the server refuses it and says where the
   * stream stands. It needs no right but the one to append, takes less than a read and sees what no read finds.
   * @returns true where events were written to the stream, though it may have been deleted softly since
   * @throws StreamDeleted, AccessRefused, LogUnavailable
   */
  async wasWritten(stream: string): Promise<boolean> {
    const answer = await this.#append(stream, OUT_OF_REACH, [])
    return 'revision' in answer || answer.current !== null
  }

  /**
   * @returns null where there is no stream, or it was deleted softly
   * @throws StreamDeleted, AccessRefused, LogUnavailable
   */
  readStream(stream: string, read: StreamRead): Promise<readonly ServerRecord[] | null> {
    return this.#repeated(async ({ client }) => {
      try {
        return await collected(client, streamRequest(stream, read), this.#watchdog)
      } catch (error) {
        throw faultOf(error) === 'deleted' ? new StreamDeleted(stream) : error
      }
    })
  }

  /** @throws AccessRefused, LogUnavailable */
  readAll(read: AllRead): Promise<readonly ServerRecord[]> {
    return this.#repeated(async ({ client }) => (await collected(client, allRequest(read), this.#watchdog)) ?? [])
  }

  async end(): Promise<void> {
    this.#ending.abort()
    const opened = this.#opened
    this.#opened = undefined
    if (!opened) return
    const closed = new AbortController()
    const closing = closeClient(opened.client).catch(() => undefined)
    // a client that never reached its server goes on looking for it for a while
    await Promise.race([closing, sleep(LONGEST_CLOSING, undefined, { signal: closed.signal }).catch(() => undefined)])
    closed.abort()
  }

  #append(stream: string, expected: bigint, events: readonly Proposed[]): Promise<Written | Elsewhere> {
    return this.#repeated(async (opened) => {
      try {
        return await this.#timed(this.#send(opened, stream, expected, events))
      } catch (error) {
        switch (faultOf(error)) {
          case 'deleted':
            throw new StreamDeleted(stream)
          case 'too-large':
            throw new AppendTooLarge(events.reduce((sum, { data }) => sum + data.length, 0))
          default:
            throw error
        }
      }
    })
  }

  async #send({ client, batches }: Opened, stream: string, expected: bigint, events: readonly Proposed[]): Promise<Written | Elsewhere> {
    return (await supportsBatches(client)) ? batches.append(stream, expected, events) : appendOnce(client, stream, expected, events)
  }

  async #repeated<T>(call: (opened: Opened) => Promise<T>): Promise<T> {
    const until = performance.now() + this.#budgetMs
    for (let pause = FIRST_PAUSE; ; pause = Math.min(LONGEST_PAUSE, pause * 2)) {
      if (this.#ending.signal.aborted) throw new LogUnavailable('ended')
      const opened = this.#current()
      try {
        return await call(opened)
      } catch (error) {
        const fault = faultOf(error)
        if (fault === 'denied') throw new AccessRefused()
        if (fault !== 'passing') throw error
        // told not to be the leader, the client knows who is; any other failure may leave it useless
        if (!isNotLeader(error)) this.#discard(opened)
        if (performance.now() + pause > until) throw new LogUnavailable(reasonOf(error))
      }
      await sleep(jitter(pause), undefined, { signal: this.#ending.signal }).catch(() => undefined)
    }
  }

  #current(): Opened {
    if (this.#ending.signal.aborted) throw new LogUnavailable('ended')
    try {
      return (this.#opened ??= opened(this.#address))
    } catch {
      // they were there when the log was opened
      throw new LogUnavailable('certificates cannot be read')
    }
  }

  /** Calls that still wait on it fail in passing and go on with the next one. */
  #discard(opened: Opened): void {
    if (this.#opened !== opened) return
    this.#opened = undefined
    closeClient(opened.client).catch(() => undefined)
  }

  #timed<T>(call: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const watched = this.#watchdog.watch(() => reject(new NoAnswer()))
      const settled = (settle: () => void) => {
        if (watched.done()) settle()
      }
      call.then(
        (value) => settled(() => resolve(value)),
        (error: unknown) => settled(() => reject(error instanceof Error ? error : new Error('unknown'))),
      )
    })
  }
}

function opened(address: Address): Opened {
  const client = clientOf(address)
  return { client, batches: new BatchAppends(client) }
}
