import { randomUuid } from '#kernel'
import { catchUp, openReadModelLab, tallyModel, type ReadModelLab } from '#testing'
import { loadCheckpoints, moveCheckpoints, type Checkpoint } from './checkpoints'
import { CheckpointMoved, LeaseLost } from './errors'
import { migrationsFor } from './index'
import { checkLease, holdLease, keepLease, releaseLease, takeLease, type Lease } from './lease'

const model = tallyModel()
const AT = '2026-11-20T01:00:00.000Z'
const LONG = 3_600_000

let lab: ReadModelLab
beforeAll(async () => {
  lab = await openReadModelLab([model], migrationsFor([model]))
})
afterAll(() => lab.close())

describe('a lease', () => {
  it('has a token that grows with every change of holder: an older one is refused, also to who holds the lease again', async () => {
    const [one, two] = [randomUuid(), randomUuid()]
    const take = async (holder: string): Promise<Lease> => {
      await lab.pool.query(`update read_models.leases set held_until = clock_timestamp() - interval '1 second' where name = 'one'`)
      const lease = await takeLease(lab.pool, 'one', holder, LONG)
      if (!lease) throw new Error('it was not to be had')
      return lease
    }
    const [first, other, again] = [await take(one), await take(two), await take(one)]
    expect([first, other, again].map(({ fence }) => fence)).toEqual([1, 2, 3])
    for (const old of [first, other]) {
      await expect(keepLease(lab.pool, old, LONG)).rejects.toThrow(LeaseLost)
      await expect(holdLease(lab.pool, old)).rejects.toThrow(LeaseLost)
      await expect(checkLease(lab.pool, old)).rejects.toThrow(LeaseLost)
      await releaseLease(lab.pool, old)
    }
    expect(await takeLease(lab.pool, 'one', two, LONG)).toBeNull()
    await keepLease(lab.pool, again, LONG)
    expect(await take(one)).toEqual(again)
  })
})

describe('a checkpoint', () => {
  it.each(['position', 'generation', 'version'] as const)('is moved from where it is believed to be and from nowhere else: its %s', async (field) => {
    const position = await lab.tell(`tally-${randomUuid()}`, [{ type: 'Said', version: 1, data: { word: 'kata' } }], AT)
    await catchUp(lab)
    const standing = async (): Promise<Checkpoint> => {
      const found = (await loadCheckpoints(lab.pool, [model])).get(model.name)
      if (!found) throw new Error('it is not there')
      return found
    }
    const before = await standing()
    const wrong: Checkpoint = { ...before, ...(field === 'position' ? { position: null } : { [field]: before[field] + 1 }) }
    const to = { position, asOf: AT, lastEvent: before.lastEvent }
    await expect(moveCheckpoints(lab.pool, [wrong], to)).rejects.toThrow(CheckpointMoved)
    expect(await standing()).toEqual(before)
    await moveCheckpoints(lab.pool, [before], to)
  })
})
