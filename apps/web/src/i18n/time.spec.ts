import { dayOf, daysBetween, formatDay, formatTime, readDay, readTime, writeDay, zoneLabel } from './time'

describe('time', () => {
  it('is the clock on the wall of the unit, with a dot', () => {
    expect(formatTime('2026-11-20T03:42:00Z', 'Asia/Jakarta')).toBe('10.42')
    expect(formatTime('2026-11-20T03:42:00Z', 'Asia/Makassar')).toBe('11.42')
    expect(formatTime('2026-11-19T17:00:00Z', 'Asia/Jakarta')).toBe('00.00')
  })
  it('puts the last minutes of a year into that year', () => {
    expect(dayOf('2024-12-31T16:30:00Z', 'Asia/Jakarta')).toBe('2024-12-31')
    expect(dayOf('2024-12-31T23:00:00Z', 'Asia/Jakarta')).toBe('2025-01-01')
  })
  it('names the three zones of the country', () => {
    expect(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'].map(zoneLabel)).toEqual(['WIB', 'WITA', 'WIT'])
  })
  it('writes days in words', () => {
    expect(formatDay('2026-11-20', 'weekday', 'id')).toBe('Jumat, 20 November 2026')
    expect(formatDay('2026-11-20', 'short', 'id')).toBe('20 Nov')
    expect(formatDay('2026-08-05', 'long', 'id')).toBe('5 Agustus 2026')
    expect(formatDay('2026-11-20', 'long', 'en')).toBe('20 November 2026')
  })
  it('counts calendar days', () => expect(daysBetween('2026-02-27', '2026-03-01')).toBe(2))
})

describe('typed days and times', () => {
  it.each(['20/11/2026', '20-11-2026', '20.11.2026', ' 2026-11-20 '])('reads %s', (text) => expect(readDay(text)).toBe('2026-11-20'))
  it.each(['31/02/2024', '20/13/2026', 'kemarin', '', '20/11/26'])('knows that "%s" is no day', (text) => expect(readDay(text)).toBeUndefined())
  it.each([
    ['10.42', '10:42'],
    ['10:42', '10:42'],
    ['942', '09:42'],
    ['9', '09:00'],
  ])('reads %s', (text, time) => expect(readTime(text)).toBe(time))
  it.each(['24.00', '10.60', 'pagi', ''])('knows that "%s" is no time', (text) => expect(readTime(text)).toBeUndefined())
  it('writes a day as it is typed', () => expect(writeDay('2026-11-20')).toBe('20/11/2026'))
})
