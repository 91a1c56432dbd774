import { spanOf } from './span'

const hour = 3_600_000

describe('a stretch of time', () => {
  it('is told in days from 24 hours on', () => expect(spanOf(49 * hour)).toEqual({ unit: 'days', days: 2 }))
  it('is told in hours and minutes below', () => expect(spanOf(19 * hour + 40 * 60_000)).toEqual({ unit: 'hours', hours: 19, minutes: 40 }))
  it('stays in hours where the law counts hours', () =>
    expect(spanOf(58 * hour + 28 * 60_000, true)).toEqual({ unit: 'hours', hours: 58, minutes: 28 }))
  it('is rounded down, never up', () => expect(spanOf(59_999)).toEqual({ unit: 'minutes', minutes: 0 }))
  it('ignores on which side of the deadline it lies', () => expect(spanOf(-26 * hour)).toEqual({ unit: 'days', days: 1 }))
})
