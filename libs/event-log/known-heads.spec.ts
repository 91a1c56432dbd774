import { KnownHeads } from './known-heads'

describe('what is known of stream heads', () => {
  it('is the last event seen, and only at its own revision', () => {
    const heads = new KnownHeads()
    heads.learn('case-1', 4n, 'four')
    expect(heads.at('case-1', 4n)).toEqual({ revision: 4n, hash: 'four' })
    expect(heads.at('case-1', 3n)).toBeUndefined()
    expect([heads.has('case-1'), heads.has('case-2')]).toEqual([true, false])
  })

  it('does not go back by a page from the middle of the stream, but forgets when told', () => {
    const heads = new KnownHeads()
    heads.learn('case-1', 4n, 'four')
    heads.learn('case-1', 2n, 'two')
    expect(heads.at('case-1', 4n)).toBeDefined()
    heads.forget('case-1')
    expect(heads.has('case-1')).toBe(false)
    heads.learn('case-1', 2n, 'two')
    expect(heads.at('case-1', 2n)).toBeDefined()
  })

  it('is bounded: what is asked for stays, what nobody asks for goes', () => {
    const heads = new KnownHeads(10)
    heads.learn('kept', 0n, 'k')
    for (let n = 0; n < 1_000; n++) {
      heads.learn(`case-${n}`, 0n, 'h')
      expect(heads.has('kept')).toBe(true)
    }
    const remembered = Array.from({ length: 1_000 }, (_, n) => heads.has(`case-${n}`)).filter(Boolean).length
    expect(remembered).toBeGreaterThanOrEqual(4)
    expect(remembered).toBeLessThanOrEqual(10)
  })
})
