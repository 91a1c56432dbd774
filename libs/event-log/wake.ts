/**
 * Wakes readers that wait at the end of the log. It only shortens a wait: whoever misses a call finds the events by polling.
 */
export class Wake {
  readonly #sleepers = new Set<() => void>()
  #calls = 0

  /** How often it was called so far. Taken before looking, so that a call between looking and sleeping isn't slept through. */
  get calls(): number {
    return this.#calls
  }

  call(): void {
    this.#calls++
    for (const sleeper of [...this.#sleepers]) sleeper()
  }

  /** Sleeps until the next call after `since`, for `milliseconds` at most, or until `signal` aborts. Leaves no timer behind. */
  sleep(since: number, milliseconds: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.#calls !== since) return Promise.resolve()
    return new Promise((resolve) => {
      const wakeUp = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', wakeUp)
        this.#sleepers.delete(wakeUp)
        resolve()
      }
      const timer = setTimeout(wakeUp, milliseconds)
      signal.addEventListener('abort', wakeUp)
      this.#sleepers.add(wakeUp)
    })
  }
}
