import { chartColumns, type ChartYear } from './chart-scale'

const year = (value: string | null, target: string | null): ChartYear => ({ year: 2024, value, target, outcome: 'none' })

describe('the chart', () => {
  it('starts at 0 and keeps proportions', () => {
    const [one, two] = chartColumns([year('2', null), year('4', null)], 127)
    expect(one?.bar).toBe(50)
    expect(two?.bar).toBe(100)
  })
  it('draws no bar where nothing was measured, and still the target', () => {
    expect(chartColumns([year(null, '4.91')], 127)[0]).toMatchObject({ bar: undefined, rule: 100 })
  })
  it('draws no rule without a target', () => expect(chartColumns([year('2', null)], 127)[0]?.rule).toBeUndefined())
  it('lifts a label that would lie on the rule', () => {
    const [column] = chartColumns([year('3.9', '4')], 127)
    expect(column?.label).toBeGreaterThan(column?.rule ?? Infinity)
  })
  it('lives with a year of zeros', () => expect(chartColumns([year('0', null)], 127)[0]).toMatchObject({ bar: 0 }))
})
