import { instantOf, wallTime } from './instant'

describe("a day and a time on the unit's wall", () => {
  it.each([
    ['Asia/Jakarta', '2026-12-31T16:30:00.000Z'],
    ['Asia/Makassar', '2026-12-31T15:30:00.000Z'],
    ['Asia/Jayapura', '2026-12-31T14:30:00.000Z'],
  ])('in %s becomes the instant', (zone, instant) => {
    expect(instantOf('2026-12-31', '23:30', zone)).toBe(instant)
    expect(wallTime(instant, zone)).toBe('23:30')
  })
  it('is nothing while one of the two is missing', () => {
    expect(instantOf('', '10:00', 'Asia/Jakarta')).toBeUndefined()
    expect(instantOf('2026-11-20', '', 'Asia/Jakarta')).toBeUndefined()
  })
})
