import type { Position } from '#kernel'
import { LogUnavailable } from './errors'
import type { Page } from './port'
import { ORIGIN } from './position'
import type { Wake } from './wake'

/** Reads one page after a position; the checkpoint is `after` itself where nothing new stands. */
export type ReadPage = (after: Position) => Promise<Page>

/** Longest wait before an unreachable log is tried again, in milliseconds. */
const LONGEST_BACKOFF = 5_000

/** @yields pages until the end of the log as it stands; nothing where nothing stands after `after` */
export async function* pageThrough(readPage: ReadPage, after: Position | null): AsyncGenerator<Page> {
  let checkpoint = after ?? ORIGIN
  for (;;) {
    const page = await readPage(checkpoint)
    if (page.checkpoint !== checkpoint) yield page
    if (page.caughtUp) return
    checkpoint = page.checkpoint
  }
}

/**
 * Pages through and stays. One empty page tells a reader who is at the end from the start that it is; after that only news.
 * The next page is read when the last one is taken. A log that can't be reached is tried again until it can.
 */
export async function* follow(readPage: ReadPage, after: Position | null, signal: AbortSignal, wake: Wake, pollMs: number): AsyncGenerator<Page> {
  let checkpoint = after ?? ORIGIN
  let told = false
  let backoff = 0
  while (!signal.aborted) {
    const calls = wake.calls
    const page = await unlessAborted(readPage(checkpoint).catch(whenUnavailable), signal)
    if (page === 'unavailable') {
      backoff = Math.min(LONGEST_BACKOFF, backoff * 2 + 50)
      await wake.sleep(wake.calls, backoff, signal)
      continue
    }
    if (page === 'aborted') return
    backoff = 0
    if (page.checkpoint !== checkpoint || (page.caughtUp && !told)) {
      told ||= page.caughtUp
      checkpoint = page.checkpoint
      yield page
    }
    if (page.caughtUp) await wake.sleep(calls, pollMs, signal)
  }
}

function whenUnavailable(error: unknown): 'unavailable' {
  if (error instanceof LogUnavailable) return 'unavailable'
  throw error
}

/** A read that hangs must not hold up a reader that wants to end. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | 'aborted'> {
  return new Promise((resolve, reject) => {
    const stop = () => resolve('aborted')
    signal.addEventListener('abort', stop, { once: true })
    work
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop))
      .catch(reject)
  })
}
