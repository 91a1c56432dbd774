import type { Recorded } from '#kernel'
import { StreamDeleted, StreamNotFound } from './errors'
import type { ReadStreamOptions } from './port'

/** Events a page of one stream. */
export const STREAM_PAGE = 1_000

/** Reads up to `count` events of one stream from `from` on, inclusive, as they stand; without `from`, from that direction's first. */
export type FetchRun = (direction: 'forwards' | 'backwards', from: bigint | undefined, count: number) => Promise<readonly Recorded[]>

/**
 * Reads a stream in pages and watches its revisions: they have no gaps, and only a removal outside the product tears one.
 * @throws StreamNotFound, StreamDeleted
 */
export async function* streamPages(stream: string, options: ReadStreamOptions, fetch: FetchRun): AsyncGenerator<readonly Recorded[]> {
  const direction = options.direction ?? 'forwards'
  const step = direction === 'forwards' ? 1n : -1n
  let left = Math.max(0, options.limit ?? Infinity)
  let next = direction === 'forwards' ? max(options.from ?? 0n, 0n) : options.from
  let page = await firstPage(stream, direction, next, Math.min(STREAM_PAGE, left), fetch)
  if (direction === 'backwards') next = page[0]?.revision
  for (;;) {
    const asked = Math.min(STREAM_PAGE, left)
    for (const { revision } of page) {
      if (revision !== next) throw new StreamDeleted(stream)
      next = revision + step
    }
    const ended = page.length < asked
    if (ended && direction === 'backwards' && page.length > 0 && next !== -1n) throw new StreamDeleted(stream)
    if (page.length > 0) yield page
    left -= page.length
    if (ended || left === 0 || next === -1n) return
    page = await fetch(direction, next, Math.min(STREAM_PAGE, left))
  }
}

/** Tells apart a missing stream, an empty range and a torn stream; an append that comes in between is none of these. */
async function firstPage(
  stream: string,
  direction: 'forwards' | 'backwards',
  from: bigint | undefined,
  count: number,
  fetch: FetchRun,
): Promise<readonly Recorded[]> {
  const page = count === 0 ? [] : await fetch(direction, from, count)
  const first = page[0]
  if (!first) {
    const [head] = await fetch('backwards', undefined, 1)
    if (!head) throw new StreamNotFound(stream)
    if (count === 0 || (from !== undefined && (direction === 'forwards' ? from > head.revision : from < 0n))) return []
    const again = await fetch(direction, from, count)
    if (again.length === 0) throw new StreamDeleted(stream)
    return again
  }
  if (direction === 'backwards' && from !== undefined && first.revision !== from) {
    const [above] = await fetch('forwards', first.revision + 1n, 1)
    if (above && above.revision !== first.revision + 1n) throw new StreamDeleted(stream)
  }
  return page
}

const max = (a: bigint, b: bigint): bigint => (a > b ? a : b)
