import { fitBar } from './fit'

const widths = { items: [100, 100, 100], more: 80, searchFull: 130, searchIcon: 40 }

describe('the bar, short of room', () => {
  it('shows everything where there is room', () => expect(fitBar({ ...widths, room: 430 })).toEqual({ search: 'full', shown: 3 }))
  it('turns the search into its icon first', () => expect(fitBar({ ...widths, room: 429 })).toEqual({ search: 'icon', shown: 3 }))
  it('then puts the last destinations under "Lainnya"', () => expect(fitBar({ ...widths, room: 339 })).toEqual({ search: 'icon', shown: 2 }))
  it('keeps "Lainnya" when nothing else fits', () => expect(fitBar({ ...widths, room: 0 })).toEqual({ search: 'icon', shown: 0 }))
})
