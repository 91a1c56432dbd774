import { formatNumber, formatPercent } from './number'

describe('numbers', () => {
  it('groups with dots and divides with a comma', () => {
    expect(formatNumber('1234.56')).toBe('1.234,56')
    expect(formatNumber(135501)).toBe('135.501')
    expect(formatNumber(999)).toBe('999')
    expect(formatNumber('1000000')).toBe('1.000.000')
  })
  it('keeps the digits of an exact text', () => expect(formatNumber('22.00')).toBe('22,00'))
  it('rounds a number when asked to', () => expect(formatNumber(3.6899, 2)).toBe('3,69'))
  it('writes a true minus, and none before zero', () => {
    expect(formatNumber('-5.86')).toBe('−5,86')
    expect(formatNumber('-0.00')).toBe('0,00')
  })
  it('keeps the percent sign beside its figure', () => expect(formatPercent('67.74')).toBe('67,74\u00a0%'))
  it('refuses what is no number rather than printing it', () => expect(() => formatNumber('NaN')).toThrow(RangeError))
})
