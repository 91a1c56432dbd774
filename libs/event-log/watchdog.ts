/** One piece of work that may not take for ever. */
export interface Watched {
  /** @returns false where the time was already up */
  done(): boolean
}

/**
 * Gives up on work that takes too long. One slow timer looks after all of it, because a timer of its own for every statement costs
 * a tenth of the statement. Time is up between one and one and a quarter times the limit.
 */
export class Watchdog {
  readonly #watched = new Set<{ readonly until: number; readonly giveUp: () => void }>()
  #timer: NodeJS.Timeout | undefined

  constructor(private readonly limitMs: number) {}

  /** @param giveUp called once when time is up, unless the work was done before */
  watch(giveUp: () => void): Watched {
    const entry = { until: performance.now() + this.limitMs, giveUp }
    this.#watched.add(entry)
    this.#timer ??= setInterval(() => this.#look(), this.limitMs / 4).unref()
    return { done: () => this.#watched.delete(entry) }
  }

  #look(): void {
    const now = performance.now()
    for (const entry of this.#watched) {
      if (entry.until > now) continue
      this.#watched.delete(entry)
      entry.giveUp()
    }
    if (this.#watched.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}
