import { keepEqual, marksOf, rememberMarks } from './marks'

const answered = (content: object, headers: Record<string, string> = {}): object => {
  rememberMarks(content, new Headers(headers))
  return content
}
const list = (): object => ({ items: [{ id: 'a' }] })
const none = { stale: false, incomplete: false, pausedSince: null }

describe('what an answer says of itself', () => {
  it('is found by its content', () => {
    expect(marksOf(answered(list(), { 'X-Incomplete': 'true', 'X-Stale': 'true', 'X-Paused-Since': '2026-11-20T03:00:00.000Z' }))).toEqual({
      stale: true,
      incomplete: true,
      pausedSince: '2026-11-20T03:00:00.000Z',
    })
    expect(marksOf(answered(list()))).toEqual(none)
    for (const nothing of [undefined, null, 3, 'text', {}]) expect(marksOf(nothing)).toEqual(none)
  })

  it('is what any page of a list lacks', () => {
    const pages = [answered(list()), answered(list(), { 'X-Incomplete': 'true' }), answered(list(), { 'X-Paused-Since': '2026' })]
    expect(marksOf({ pages, pageParams: [] })).toEqual({ stale: false, incomplete: true, pausedSince: '2026' })
  })
})

describe('an equal answer that comes later', () => {
  it('is the one that is shown, where its marks are other ones: the screen must say so', () => {
    const before = answered(list())
    const after = answered(list(), { 'X-Incomplete': 'true' })
    expect(keepEqual(before, after)).toBe(after)
    expect(keepEqual(after, before)).toBe(before)
  })

  it('changes nothing where it is marked the same', () => {
    const before = answered(list(), { 'X-Incomplete': 'true' })
    const kept = keepEqual(before, answered(list(), { 'X-Incomplete': 'true' }))
    expect(kept).toBe(before)
    expect(marksOf(kept)).toMatchObject({ incomplete: true })
  })

  it('keeps its marks where part of it is what stood before', () => {
    const before = answered({ items: [{ id: 'a' }], n: 1 }, { 'X-Stale': 'true' })
    expect(marksOf(keepEqual(before, answered({ items: [{ id: 'a' }], n: 2 }, { 'X-Stale': 'true' })))).toMatchObject({ stale: true })
    const pages = (n: number): object => ({ pages: [answered(list()), answered({ items: [], n }, { 'X-Stale': 'true' })], pageParams: [] })
    const kept = keepEqual(pages(1), pages(2)) as { pages: object[] }
    expect(marksOf({ pages: kept.pages.slice(0, 1) })).toEqual(none)
    expect(marksOf({ pages: kept.pages.slice(1) })).toMatchObject({ stale: true })
  })
})
