import { randomUuid, replay, type DecisionContext } from '#kernel'
import { population, type PopulationCount, type PopulationEvent } from '.'

const context: DecisionContext = {
  commandId: randomUuid(),
  actor: { kind: 'user', id: randomUuid(), role: 'department' },
  unit: 'uptd',
  zone: 'Asia/Jakarta',
  now: '2025-01-10T02:00:00.000Z',
  today: '2025-01-10',
  holidays: new Set(),
}
const women: PopulationCount = {
  year: 2024,
  sex: 'P',
  ageBand: '18+',
  count: 135_501,
  source: 'BPS',
  documentNumber: null,
  referenceDate: null,
  status: 'sementara',
}
const record = (before: readonly PopulationEvent[], ...counts: PopulationCount[]): readonly PopulationEvent[] =>
  population.decide({ type: 'recordPopulation', counts }, replay(population, before), context)

describe('a population', () => {
  it('is recorded cell by cell, and not again where it stands already', () => {
    const first = record([], women, { ...women, ageBand: '0-17' })
    expect(first).toHaveLength(2)
    expect(record(first, women)).toEqual([])
  })

  it('of another count or status is a new version beside the old', () => {
    const first = record([], women)
    expect(record(first, { ...women, status: 'tetap' })).toMatchObject([{ data: { count: 135_501, status: 'tetap' } }])
  })

  it.each([
    [{ count: -1 }, 'population.count'],
    [{ count: 1.5 }, 'population.count'],
    [{ ageBand: 'dewasa' }, 'population.age-band'],
    [{ source: ' ' }, 'population.source'],
  ])('with %j is refused', (change, code) => {
    expect(() => record([], { ...women, ...change })).toThrow(code)
  })
})
