import type { Pool, PoolClient } from 'pg'
import type { Uuid } from '#kernel'
import { withConnection } from './database'
import { CheckpointMoved, isPassing, LeaseLost, reasonOf } from './errors'
import { takeLease, type Lease } from './lease'
import { LeaseKeeper } from './lease-keeper'
import { pausedReaders, pausesChanged } from './pauses'

/** What one worker needs to compete for a lease. */
export interface LeaseSettings {
  readonly pool: Pool
  /** This runner's own id: one a process */
  readonly holder: Uuid
  readonly leaseMilliseconds: number
  readonly onWorking: (fence: number) => void
  readonly onWaiting: () => void
  readonly onInterrupted: (reason: string) => void
}

/** What the holder of a lease works with, until `signal` aborts. */
export interface UnderLease {
  readonly client: PoolClient
  readonly lease: Lease
  readonly leaseMilliseconds: number
  /** Names of readers that are held still; the work is begun anew when they change */
  readonly paused: ReadonlySet<string>
  readonly signal: AbortSignal
  /** To be told of every page that is taken: the next interruption is then the first one again */
  readonly onProgress: () => void
}

/**
 * Runs `work` under a lease, on one connection, again and again until `signal` aborts. Of several workers one works and the
 * others wait; what passes (a lost connection, a restart, a moved checkpoint) is tried again.
 * @throws whatever doesn't pass
 */
export async function runUnderLease(
  name: string,
  settings: LeaseSettings,
  work: (held: UnderLease) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const { pool, holder, leaseMilliseconds } = settings
  for (let attempt = 0; !signal.aborted;) {
    try {
      const lease = await takeLease(pool, name, holder, leaseMilliseconds)
      if (lease) {
        settings.onWorking(lease.fence)
        await workOnce(settings, lease, work, signal, () => (attempt = 0))
      } else {
        settings.onWaiting()
        await pause(leaseMilliseconds / 4, signal)
      }
      attempt = 0
    } catch (error) {
      if (!isPassing(error)) throw error
      settings.onInterrupted(reasonOf(error))
      if (!(error instanceof LeaseLost) && !(error instanceof CheckpointMoved)) await pause(Math.min(5_000, 50 * 2 ** attempt++), signal)
    }
  }
}

async function workOnce(
  { pool, leaseMilliseconds }: LeaseSettings,
  lease: Lease,
  work: (held: UnderLease) => Promise<void>,
  signal: AbortSignal,
  onProgress: () => void,
): Promise<void> {
  const paused = new Set((await pausedReaders(pool)).keys())
  const pauses = new AbortController()
  const keeper = new LeaseKeeper(pool, lease, leaseMilliseconds, async () => {
    if (await pausesChanged(pool, paused)) pauses.abort()
  })
  const until = AbortSignal.any([signal, pauses.signal, keeper.lost])
  try {
    await withConnection(pool, async (client, giveUp) => {
      await work({ client, lease, leaseMilliseconds, paused, signal: until, onProgress }).catch((error: unknown) => {
        if (!(error instanceof CheckpointMoved) && !(error instanceof LeaseLost)) giveUp()
        throw error
      })
    })
  } finally {
    keeper.end()
    if (signal.aborted) await keeper.release()
  }
}

/** Waits, or returns at once when the signal aborts. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    // A timer counts to about 24 days; longer means: until the signal.
    const timer = milliseconds > 2 ** 31 - 1 ? undefined : setTimeout(done, milliseconds)
    signal.addEventListener('abort', done, { once: true })
  })
}
