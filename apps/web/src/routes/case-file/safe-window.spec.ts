import { isInSafeWindow } from './safe-window'

// 2026-11-20 is a Friday.
const at = (time: string): Date => new Date(`2026-11-20T${time}:00+07:00`)
const zone = 'Asia/Jakarta'

describe('the safe hours of a victim', () => {
  it.each([
    ['inside', '13:00', true],
    ['at their end', '15:00', false],
    ['before', '12:59', false],
  ])('%s', (_name, time, open) => expect(isInSafeWindow({ days: [1, 2, 3, 4, 5], from: '13:00', to: '15:00' }, at(time), zone)).toBe(open))
  it('are not open on another day', () => expect(isInSafeWindow({ days: [6, 7], from: null, to: null }, at('13:00'), zone)).toBe(false))
  it('are always open where nothing was said', () => expect(isInSafeWindow({ days: [], from: null, to: null }, at('03:00'), zone)).toBe(true))
  it('over midnight belong to the evening', () => {
    expect(isInSafeWindow({ days: [4], from: '22:00', to: '05:00' }, at('02:00'), zone)).toBe(true)
    expect(isInSafeWindow({ days: [5], from: '22:00', to: '05:00' }, at('02:00'), zone)).toBe(false)
    expect(isInSafeWindow({ days: [5], from: '22:00', to: '05:00' }, at('23:00'), zone)).toBe(true)
  })
})
