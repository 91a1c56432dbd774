import { addWorkingDays, completedYears, dateIn, daysBetween, FixedClock, instantIn, isInstant, isLocalDate, startOfDay } from '#kernel'

describe('dates in the zones of Indonesia', () => {
  it('puts 23.30 WIB on 31 December and 06.00 WIB on 1 January into different years', () => {
    expect(dateIn('Asia/Jakarta', '2025-12-31T16:30:00.000Z')).toBe('2025-12-31')
    expect(dateIn('Asia/Jakarta', '2025-12-31T23:00:00.000Z')).toBe('2026-01-01')
  })

  it('has the new year in WIT, WITA and WIB one hour after the other', () => {
    const eve = '2025-12-31T15:30:00.000Z'
    expect([dateIn('Asia/Jayapura', eve), dateIn('Asia/Makassar', eve), dateIn('Asia/Jakarta', eve)]).toEqual([
      '2026-01-01',
      '2025-12-31',
      '2025-12-31',
    ])
  })

  it('reads wall-clock times in a zone', () => {
    expect(instantIn('Asia/Makassar', '2026-11-20', '06:05')).toBe('2026-11-19T22:05:00.000Z')
    expect(startOfDay('Asia/Jayapura', '2026-01-01')).toBe('2025-12-31T15:00:00.000Z')
  })

  it('knows which dates stand in the calendar', () => {
    expect(['2024-02-29', '2023-02-29', '2024-02-30', '2024-13-01', '2024-2-1', ''].map(isLocalDate)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ])
    expect(['2024-02-29T00:00:00.000Z', '2024-02-29T00:00:00Z', '2024-02-30T00:00:00Z', '2024-02-29T25:00:00Z', '2024-02-29'].map(isInstant)).toEqual(
      [true, true, false, false, false],
    )
  })

  it('counts calendar days over the change of a year', () => {
    expect(daysBetween('2025-12-31', '2026-01-01')).toBe(1)
    expect(daysBetween('2026-03-01', '2026-02-28')).toBe(-1)
  })
})

describe('an age', () => {
  it.each([
    ['2006-11-20', '2024-11-20', 18],
    ['2006-11-21', '2024-11-20', 17],
    ['2004-02-29', '2022-02-28', 17],
    ['2004-02-29', '2022-03-01', 18],
  ])('of somebody born on %s is on %s %i years', (birth, on, years) => {
    expect(completedYears(birth, on)).toBe(years)
  })
})

describe('working days', () => {
  it('skip the weekend and holidays, and keep the hour of the day', () => {
    const friday = '2026-11-20T03:00:00.000Z'
    expect(addWorkingDays('Asia/Jakarta', friday, 3, new Set())).toBe('2026-11-25T03:00:00.000Z')
    expect(addWorkingDays('Asia/Jakarta', friday, 3, new Set(['2026-11-24']))).toBe('2026-11-26T03:00:00.000Z')
  })
})

describe('a fixed clock', () => {
  it('moves only when it is moved', () => {
    const clock = new FixedClock('2026-11-20T03:00:00.000Z')
    clock.advance(1_500)
    expect(clock.now()).toBe('2026-11-20T03:00:01.500Z')
    clock.moveTo('2025-01-01T00:00:00.000Z')
    expect(clock.now()).toBe('2025-01-01T00:00:00.000Z')
  })
})
