import { IdempotencyMismatch, LogUnavailable, StreamClosed, WrongExpectedRevision } from '../errors'
import type { Appended, Expected } from '../port'
import { CONTINUES, EXPECTED_CODES } from './append-function'
import { appended, type AppendRequest } from './known-appends'
import type { LogClient } from './log-client'
import * as sql from './statements'
import type { Waker } from './waker'

/** Fits no stream: stands for an expectation that PostgreSQL's bigint cannot hold. */
const NEVER = 2n ** 63n - 1n

/** The long way of an append: the store reads where the stream stands, judges the expectation and chains the event itself. */
export class AskingAppends {
  constructor(
    private readonly client: LogClient,
    private readonly waker: Waker,
  ) {}

  /** @returns what the SQL functions answer, one text an event (see `append-function.ts`) */
  async send(group: readonly AppendRequest[]): Promise<readonly string[]> {
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

  /**
   * A repetition is answered before any refusal counts.
   * @param refusal what the append was answered; none where the events met ids that stand already
   * @throws IdempotencyMismatch, StreamClosed, WrongExpectedRevision, LogUnavailable
   */
  async repetition({ stream, expected, events }: AppendRequest, refusal = ''): Promise<Appended> {
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

const texts = (rows: readonly (readonly [string])[]): string[] => rows.map(([text]) => text)

/** A negative revision fits no stream either; it must not be mistaken for one of the codes. */
const codeOf = (expected: Expected): bigint =>
  typeof expected !== 'bigint' ? EXPECTED_CODES[expected] : expected < 0n || expected > NEVER ? NEVER : expected
