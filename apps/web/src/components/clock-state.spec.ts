import { readClock, type Clock } from './clock-state'

const clock: Clock = { startedAt: '2026-11-20T00:00:00Z', dueAt: '2026-11-20T03:00:00Z', whose: 'unit' }
const at = (time: string): number => Date.parse(`2026-11-20T${time}Z`)

describe('a clock', () => {
  it('has time left in its first two thirds', () => {
    expect(readClock(clock, at('01:00:00'))).toEqual({ kind: 'left', milliseconds: 7_200_000, remaining: 2 / 3 })
  })
  it('warns in its last third', () => expect(readClock(clock, at('02:00:00')).kind).toBe('soon'))
  it("warns at the law's own instant where there is one", () => {
    expect(readClock({ ...clock, warnAt: '2026-11-20T00:30:00Z' }, at('00:30:00')).kind).toBe('soon')
  })
  it('is late at the due instant', () => expect(readClock(clock, at('03:00:00'))).toEqual({ kind: 'late', milliseconds: 0, remaining: 0 }))
  it("asks about another body's lateness instead of blaming the unit", () => {
    expect(readClock({ ...clock, whose: 'other' }, at('04:00:00'))).toEqual({ kind: 'ask', milliseconds: 3_600_000, remaining: 0 })
  })
  it('stays met, however late the hour', () => expect(readClock({ ...clock, metAt: '2026-11-20T00:31:00Z' }, at('23:00:00')).kind).toBe('met'))
  it('never shows more than a whole bar', () => expect(readClock(clock, at('00:00:00') - 60_000).remaining).toBe(1))
})
