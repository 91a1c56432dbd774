import type { Wake } from '../wake'
import type { LogClient } from './log-client'
import { NOTIFY } from './statements'

/** Milliseconds between two notifications of a busy writer; a reader that keeps up gets larger pages for it. */
const INTERVAL = 20

/**
 * Says when appends notify the readers of other processes. A notification costs the append that carries it, so in a burst only one each
 * `INTERVAL` does, and one follows the last. Readers of this process are woken at once. A lost notification costs a poll interval.
 */
export class Waker {
  #last = 0
  #trailing: NodeJS.Timeout | undefined
  #owed = false

  constructor(
    private readonly client: LogClient,
    private readonly wake: Wake,
  ) {}

  /** @returns whether the append that is about to go out shall notify; it then does so for those before it, too */
  due(): boolean {
    const now = performance.now()
    const due = now - this.#last >= INTERVAL
    if (due) {
      this.#last = now
      this.end()
    }
    this.#owed = !due
    return due
  }

  /** To be called after an append was committed. */
  appended(): void {
    this.wake.call()
    if (this.#owed) this.#trailing ??= setTimeout(() => void this.#notify(), INTERVAL).unref()
  }

  end(): void {
    clearTimeout(this.#trailing)
    this.#trailing = undefined
  }

  async #notify(): Promise<void> {
    this.#trailing = undefined
    this.#owed = false
    await this.client.rows(NOTIFY, []).catch(() => undefined)
  }
}
