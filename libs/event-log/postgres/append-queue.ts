import type { EncodedEvent } from '../codec'
import { LogUnavailable } from '../errors'
import type { KnownHeads } from '../known-heads'
import type { Appended, Expected } from '../port'
import { AskingAppends } from './asking-appends'
import { isKnownId, RevisionTaken } from './database-errors'
import { appended, KnownAppends, type AppendRequest } from './known-appends'
import type { LogClient } from './log-client'
import type { Waker } from './waker'

/** Most bytes that share a commit; one append may always be larger than this by itself. */
const GROUP_BYTES = 1024 * 1024
/** Most events that share a commit, so that nobody waits long behind the others' work. */
const GROUP_EVENTS = 128

interface Request extends AppendRequest {
  readonly bytes: number
  readonly resolve: (appended: Appended) => void
  readonly reject: (error: unknown) => void
}

/** Requests that share a commit, and whether the short way is open to all of them. */
interface Group {
  readonly requests: readonly Request[]
  readonly known: boolean
}

/** Groups under way at a time: while one commits, the next already waits for the lock. */
const LANES = 2

/**
 * Appends wait for one lock anyway: those of this process that wait together share one round trip and one commit. Each keeps its
 * own outcome. One that finds a lane free goes out at once. Those whose place in their stream is known go the short way (`known-appends.ts`);
 * where that proves wrong, and for all others, the store says where the stream stands. To one stream they are written in the order they came.
 */
export class AppendQueue {
  #waiting: Request[] = []
  readonly #known: KnownAppends
  readonly #asking: AskingAppends
  #lanes = 0
  /** Streams of the groups that are out: who comes later for one of them waits, or another connection could overtake. */
  readonly #underWay = new Set<string>()

  constructor(
    client: LogClient,
    private readonly waker: Waker,
    private readonly heads: KnownHeads,
  ) {
    this.#known = new KnownAppends(client, waker, heads)
    this.#asking = new AskingAppends(client, waker)
  }

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
    for (let group = this.#nextGroup(); group.requests.length > 0; group = this.#nextGroup()) {
      for (const { stream } of group.requests) this.#underWay.add(stream)
      // the other lane may have ended while all who waited did so for this one
      if (this.#waiting.length > 0 && this.#lanes < LANES) void this.#work()
      await this.#run(group)
      for (const { stream } of group.requests) this.#underWay.delete(stream)
    }
    this.#lanes--
  }

  /**
   * The longest waiting, and all that can go with it: of the same way, and on the short one no two to one stream.
   * None where all who wait do so for the other lane, which looks again when it is done.
   */
  #nextGroup(): Group {
    const requests: Request[] = []
    const left: Request[] = []
    const passed = new Set<string>()
    const short = new Set<string>()
    let bytes = 0
    let events = 0
    let known = false
    for (const request of this.#waiting) {
      const { stream } = request
      const open = this.#known.knows(request)
      const turn = !this.#underWay.has(stream) && !passed.has(stream)
      if (turn && requests.length === 0) known = open
      const fits = requests.length === 0 || (bytes + request.bytes <= GROUP_BYTES && events + request.events.length <= GROUP_EVENTS)
      if (!turn || !fits || open !== known || (known && short.has(stream))) {
        passed.add(stream)
        left.push(request)
        continue
      }
      if (known) short.add(stream)
      requests.push(request)
      bytes += request.bytes
      events += request.events.length
    }
    this.#waiting = left
    return { requests, known }
  }

  /** Settles every request of the group; never throws itself. */
  async #run({ requests, known }: Group): Promise<void> {
    if (known && (await this.#tryKnown(requests))) return
    await this.#runAsking(requests)
  }

  /** @returns false where nothing was written because something known proved wrong */
  async #tryKnown(requests: readonly Request[]): Promise<boolean> {
    try {
      const answers = await this.#known.send(requests)
      if (answers === null) return false
      this.waker.appended()
      for (const [index, request] of requests.entries()) {
        const answer = answers[index]
        if (answer) request.resolve(answer)
      }
    } catch (error) {
      if (error instanceof RevisionTaken || !(error instanceof LogUnavailable)) return false
      this.#fail(requests, error)
    }
    return true
  }

  /** Those who wait would only meet the same, later. */
  #fail(group: readonly Request[], error: LogUnavailable): void {
    for (const request of [...group, ...this.#waiting.splice(0)]) request.reject(error)
  }

  async #runAsking(group: readonly Request[]): Promise<void> {
    let answers: readonly string[]
    for (const { stream } of group) this.heads.forget(stream)
    try {
      answers = await this.#asking.send(group)
    } catch (error) {
      if (error instanceof LogUnavailable) this.#fail(group, error)
      else if (group.length > 1) {
        // one of them spoilt the transaction, so nothing is written; alone each gets its own answer
        for (const request of group) await this.#runAsking([request])
      } else {
        for (const request of group) {
          if (isKnownId(error)) await settle(request, this.#asking.repetition(request))
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
      else await settle(request, this.#asking.repetition(request, answer))
    }
  }
}

const settle = (request: Request, outcome: Promise<Appended>): Promise<void> => outcome.then(request.resolve, request.reject)
