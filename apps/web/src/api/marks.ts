import { replaceEqualDeep } from '@tanstack/react-query'

/** What the server says of an answer, beside its content. */
export interface Marks {
  /** The tables hadn't reached this page's last write yet. */
  stale: boolean
  /** Something that would stand or count here can't be read yet. */
  incomplete: boolean
  /** Since when what it rests on is held still; null where it is up to date. */
  pausedSince: string | null
}

const none: Marks = { stale: false, incomplete: false, pausedSince: null }

/** By the answer's content, so that no query has to carry them to its screen, and none can leave them behind. */
const known = new WeakMap<object, Marks>()

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

export function rememberMarks(content: unknown, headers: Headers): void {
  if (!isObject(content)) return
  known.set(content, {
    stale: headers.get('X-Stale') === 'true',
    incomplete: headers.get('X-Incomplete') === 'true',
    pausedSince: headers.get('X-Paused-Since'),
  })
}

/** A list that is asked for page by page lacks what any of its pages lacks. */
export function marksOf(content: unknown): Marks {
  if (!isObject(content)) return none
  const own = known.get(content)
  if (own !== undefined) return own
  return 'pages' in content && Array.isArray(content.pages) ? content.pages.map(marksOf).reduce(worse, none) : none
}

const worse = (a: Marks, b: Marks): Marks => ({
  stale: a.stale || b.stale,
  incomplete: a.incomplete || b.incomplete,
  pausedSince: [a.pausedSince, b.pausedSince].filter((since) => since !== null).sort()[0] ?? null,
})

const same = (a: Marks, b: Marks): boolean => a.stale === b.stale && a.incomplete === b.incomplete && a.pausedSince === b.pausedSince

/** Keeps what is equal, as the query library does; but an answer that is marked otherwise is another answer. */
export function keepEqual(before: unknown, after: unknown): unknown {
  if (!same(marksOf(before), marksOf(after))) return after
  const kept: unknown = replaceEqualDeep(before, after)
  carry(after, kept)
  return kept
}

function carry(from: unknown, to: unknown): void {
  if (!isObject(from) || !isObject(to) || from === to) return
  const marks = known.get(from)
  if (marks !== undefined) known.set(to, marks)
  if ('pages' in from && 'pages' in to && Array.isArray(from.pages) && Array.isArray(to.pages)) {
    const pages: unknown[] = to.pages
    from.pages.forEach((page: unknown, index) => {
      carry(page, pages[index])
    })
  }
}
