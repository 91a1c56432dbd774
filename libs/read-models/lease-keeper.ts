import type { Pool } from 'pg'
import { LeaseLost } from './errors'
import { keepLease, releaseLease, type Lease } from './lease'

/** Prolongs a lease while something long is done under it. */
export class LeaseKeeper {
  readonly #lost = new AbortController()
  readonly #timer: NodeJS.Timeout
  #keeping: Promise<void> | null = null

  constructor(
    private readonly pool: Pool,
    private readonly lease: Lease,
    private readonly milliseconds: number,
  ) {
    this.#timer = setInterval(() => void (this.#keeping ??= this.#keep()), milliseconds / 3)
  }

  /** Aborts with `LeaseLost` where somebody else holds it. */
  get lost(): AbortSignal {
    return this.#lost.signal
  }

  /** Gives the lease back at once; nothing prolongs it afterwards. */
  async release(): Promise<void> {
    clearInterval(this.#timer)
    await this.#keeping
    await releaseLease(this.pool, this.lease).catch(() => undefined)
  }

  async #keep(): Promise<void> {
    try {
      await keepLease(this.pool, this.lease, this.milliseconds)
    } catch (error) {
      // what passes is tried again in time
      if (error instanceof LeaseLost) this.#lost.abort(error)
    } finally {
      this.#keeping = null
    }
  }
}
