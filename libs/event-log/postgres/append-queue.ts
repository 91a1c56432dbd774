import type { EncodedEvent } from '../codec'
import { IdempotencyMismatch, LogUnavailable, StreamClosed, WrongExpectedRevision } from '../errors'
import type { Appended, Expected } from '../port'
import { toPosition } from '../position'
import { CONTINUES, EXPECTED_CODES } from './append-function'
import { isKnownId } from './database-errors'
import type { LogClient } from './log-client'
import * as sql from './statements'
import type { Waker } from './waker'

/** Most bytes that share a commit; one append may always be larger than this by itself. */
const GROUP_BYTES = 1024 * 1024
/** Most events that share a commit, so that nobody waits long behind the others' work. */
const GROUP_EVENTS = 128
/** Fits no stream: stands for an expectation that PostgreSQL's bigint cannot hold. */
const NEVER = 2n ** 63n - 1n

interface Request {
  readonly stream: string
  readonly expected: Expected
  readonly events: readonly EncodedEvent[]
  readonly bytes: number
  readonly resolve: (appended: Appended) => void
  readonly reject: (error: unknown) => void
}

/** Groups under way at a time: while one commits, the next already waits for the lock. */
const LANES = 2

/**
 * Appends wait for one lock anyway: those of this process that wait together share one round trip and one commit. Each keeps its
 * own outcome. One that finds a lane free goes out at once.
 */
export class AppendQueue {
  readonly #waiting: Request[] = []
  #lanes = 0

  constructor(
    private readonly client: LogClient,
    private readonly waker: Waker,
  ) {}

  /** @throws WrongExpectedRevision, IdempotencyMismatch, StreamClosed, LogUnavailable */
  add(stream: string, expected: Expected, events: readonly EncodedEvent[]): Promise<Appended> {
    const bytes = events.reduce((sum, event) => sum + event.envelopeTail.length + event.data.length, 0)
    return new Promise((resolve, reject) => {
      this.#waiting.push({ stream, expected, events, bytes, resolve, reject })
      if (this.#lanes < LANES) void this.#work()
    })
  }

  async #work(): Promise<void> {
    this.#lanes++
    while (this.#waiting.length > 0) await this.#run(this.#nextGroup())
    this.#lanes--
  }

  #nextGroup(): readonly Request[] {
    let bytes = 0
    let events = 0
    let size = 0
    for (const request of this.#waiting) {
      bytes += request.bytes
      events += request.events.length
      if (size > 0 && (bytes > GROUP_BYTES || events > GROUP_EVENTS)) break
      size++
    }
    return this.#waiting.splice(0, size)
  }

  /** Settles every request of the group; never throws itself. */
  async #run(group: readonly Request[]): Promise<void> {
    let answers: readonly string[]
    try {
      answers = await this.#send(group)
    } catch (error) {
      if (error instanceof LogUnavailable) {
        // those who wait would only meet the same, later
        for (const request of [...group, ...this.#waiting.splice(0)]) request.reject(error)
      } else if (group.length > 1) {
        // one of them spoilt the transaction, so nothing is written; alone each gets its own answer
        for (const request of group) await this.#run([request])
      } else {
        for (const request of group) {
          if (isKnownId(error)) await settle(request, this.#askAgain(request))
          else request.reject(error)
        }
      }
      return
    }
    this.waker.appended()
    let index = 0
    for (const request of group) {
      index += request.events.length
      const answer = answers[index - 1] ?? ''
      const [outcome, revision, position] = answer.split(' ')
      if (outcome === 'written') request.resolve(appended(revision, position, false))
      else await settle(request, this.#askAgain(request, answer))
    }
  }

  async #send(group: readonly Request[]): Promise<readonly string[]> {
    const [first] = group
    const [event] = first?.events ?? []
    if (first && event && group.length === 1 && first.events.length === 1) {
      const { id, type, version, envelopeTail, data } = event
      return texts(
        await this.client.rows<[string]>(sql.APPEND_ONE, [
          first.stream,
          codeOf(first.expected),
          id,
          type,
          version,
          envelopeTail,
          data,
          this.waker.due(),
        ]),
      )
    }
    const events = group.flatMap((request) => request.events)
    return texts(
      await this.client.rows<[string]>(sql.APPEND_ALL, [
        group.flatMap((request) => request.events.map(() => request.stream)),
        group.flatMap((request) => request.events.map((_, index) => (index === 0 ? codeOf(request.expected) : CONTINUES))),
        events.map(({ id }) => id),
        events.map(({ type }) => type),
        events.map(({ version }) => version),
        events.flatMap(({ envelopeTail, data }) => [envelopeTail.length, data.length]),
        Buffer.concat(events.flatMap(({ envelopeTail, data }) => [envelopeTail, data])),
        this.waker.due(),
      ]),
    )
  }

  /** A repetition is answered before any refusal counts. */
  async #askAgain({ stream, expected, events }: Request, refusal = ''): Promise<Appended> {
    const rows = await this.client.rows<[string]>(sql.REPETITION, [
      stream,
      events.map(({ id }) => id),
      events.map(({ type }) => type),
      events.map(({ version }) => version),
      events.map(({ data }) => data.length),
      Buffer.concat(events.map(({ data }) => data)),
    ])
    const [outcome, first, second] = (texts(rows)[0] ?? '').split(' ')
    if (outcome === 'repeated') return appended(first, second, true)
    if (outcome === 'mismatch') throw new IdempotencyMismatch(stream, first ?? '')
    const [reason, actual] = refusal.split(' ')
    if (reason === 'closed') throw new StreamClosed(stream)
    if (reason === 'wrong-revision') throw new WrongExpectedRevision(stream, expected, actual === undefined ? null : BigInt(actual))
    throw new LogUnavailable('an append without an answer')
  }
}

const settle = (request: Request, outcome: Promise<Appended>): Promise<void> => outcome.then(request.resolve, request.reject)

const texts = (rows: readonly (readonly [string])[]): string[] => rows.map(([text]) => text)

const appended = (revision = '-1', position = '0', repeated: boolean): Appended => ({
  revision: BigInt(revision),
  position: toPosition(position),
  repeated,
})

/** A negative revision fits no stream either; it must not be mistaken for one of the codes. */
const codeOf = (expected: Expected): bigint =>
  typeof expected !== 'bigint' ? EXPECTED_CODES[expected] : expected < 0n || expected > NEVER ? NEVER : expected
