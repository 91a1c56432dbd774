import type { Pool } from 'pg'
import { LeaseLost } from './errors'
import { keepLease, releaseLease, type Lease } from './lease'

/** Prolongs a lease while something long is done under it. */
export class LeaseKeeper {
  readonly #lost = new AbortController()
  readonly #timer: NodeJS.Timeout
  #keeping: Promise<void> | null = null

  /** @param look done after each prolonging, for example: whether the work is still wanted; where it fails it is done again the next time */
  constructor(
    private readonly pool: Pool,
    private readonly lease: Lease,
    private readonly milliseconds: number,
    private readonly look: () => Promise<void> = () => Promise.resolve(),
  ) {
    // never twice at once: what is held up must not use up the connections of others
    this.#timer = setInterval(() => void (this.#keeping ??= this.#keep()), milliseconds / 3)
  }

  /** Aborts with `LeaseLost` where somebody else holds it. */
  get lost(): AbortSignal {
    return this.#lost.signal
  }

  /** Prolongs it no further, and leaves it as it is. */
  end(): void {
    clearInterval(this.#timer)
  }

  /** Gives the lease back at once; nothing prolongs it afterwards. */
  async release(): Promise<void> {
    this.end()
    await this.#keeping
    await releaseLease(this.pool, this.lease).catch(() => undefined)
  }

  async #keep(): Promise<void> {
    try {
      await keepLease(this.pool, this.lease, this.milliseconds)
      await this.look()
    } catch (error) {
      // what passes is tried again in time
      if (error instanceof LeaseLost) this.#lost.abort(error)
    } finally {
      this.#keeping = null
    }
  }
}
