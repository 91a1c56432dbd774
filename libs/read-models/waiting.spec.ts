import { openReadModelLab, type ReadModelLab } from '#testing'

describe('waiting for a position', () => {
  let lab: ReadModelLab
  beforeAll(async () => {
    lab = await openReadModelLab()
  })
  afterAll(() => lab.close())

  it('looks less and less often: screens ask again and again while the readers have much to do', async () => {
    let looks = 0
    const query = (...asked: Parameters<typeof lab.pool.query>): unknown => {
      looks++
      return lab.pool.query(...asked)
    }
    const pool = Object.assign(Object.create(lab.pool) as typeof lab.pool, { query })
    expect(await lab.projections({ pool }).waitFor('00000000000000000001', 1_000)).toEqual({ reached: false, position: null })
    // ten in the first tenth of a second, then each after a tenth of the time that was waited
    expect(looks).toBeLessThanOrEqual(40)
  })
})
