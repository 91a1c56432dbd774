import type { EventStoreDBClient } from '@eventstore/db-client'
import type { Answer, Elsewhere, Written } from './append-wire'
import type { Proposed } from './frame'
import { openBatches, type AppendCall } from './server-calls'
import { AppendRefused } from './server-faults'

interface Waiting {
  readonly resolve: (answer: Written | Elsewhere) => void
  readonly reject: (error: unknown) => void
}

/**
 * Appends over one call that stays open, many at a time: half the latency of a call for each. The client has such a call of its own,
 * but it shares the waiting appends of all clients of a process: when one call breaks, all of them are told so, and an answer that
 * comes to one of them later ends the process.
 */
export class BatchAppends {
  readonly #waiting = new Map<number, Waiting>()
  #call: Promise<AppendCall> | undefined
  #count = 0

  constructor(private readonly client: EventStoreDBClient) {}

  /** @param expected revision of the stream's last event; -1 where there is no stream */
  async append(stream: string, expected: bigint, events: readonly Proposed[]): Promise<Written | Elsewhere> {
    const opening = (this.#call ??= this.#open())
    const call = await opening
    // broken meanwhile: nobody is told of its end any more
    if (this.#call !== opening) return this.append(stream, expected, events)
    const key = ++this.#count
    return new Promise((resolve, reject) => {
      this.#waiting.set(key, { resolve, reject })
      call.write({ key, stream, expected, events })
    })
  }

  async #open(): Promise<AppendCall> {
    try {
      const call = await openBatches(this.client)
      let broken = false
      // an error is followed by the end, by which time another call may carry other appends
      const breakOnce = (error: unknown) => {
        if (!broken) this.#broken(error)
        broken = true
      }
      call.on('data', (answer: Answer) => this.#answered(answer))
      call.on('error', breakOnce)
      call.on('end', () => breakOnce(new AppendRefused('end')))
      return call
    } catch (error) {
      this.#call = undefined
      throw error
    }
  }

  #answered({ key, said }: Answer): void {
    const waiting = this.#waiting.get(key)
    this.#waiting.delete(key)
    if (said instanceof AppendRefused) waiting?.reject(said)
    else waiting?.resolve(said)
  }

  #broken(error: unknown): void {
    this.#call = undefined
    const all = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { reject } of all) reject(error)
  }
}
