import { Pool } from 'pg'
import { withClient } from '#database'
import { deriveId, type AnyFact } from '#kernel'
import { catchUp, openReadModelLab, tallyModel, type ReadModelLab, until } from '#testing'
import { migrationsFor } from './index'

const T1 = '2026-11-20T01:00:00.000Z'
/** Longer than any test: nobody prolongs a lease or takes one because of the time */
const LONG_LEASE = 3_600_000
const said: AnyFact = { type: 'Said', version: 1, data: { word: 'kata' } }
const STREAMS = Array.from({ length: 4 }, (_, index) => `tally-${deriveId('00000000-0000-4000-8000-000000000000', index)}`)

describe('a rebuild that sleeps before it indexes, and wakes when its lease is another one’s', () => {
  const model = tallyModel()
  let lab: ReadModelLab
  let sleepers: Pool

  beforeEach(async () => {
    lab = await openReadModelLab([model], migrationsFor([model]))
    sleepers = new Pool({ connectionString: lab.database.appUrl, max: 2 })
    for (const stream of STREAMS) await lab.tell(stream, [said], T1)
    await catchUp(lab)
  })
  afterEach(async () => {
    await sleepers.end()
    await lab.close()
  })

  const besides = async (): Promise<number> => {
    const found = await withClient(lab.database.superuserUrl, (client) => client.query(`select from pg_tables where schemaname = 'read_models_next'`))
    return found.rowCount ?? 0
  }

  /** Sleeps where it asks for a connection to index on: somebody else has the last one. */
  async function fallenAsleep(): Promise<{ readonly rebuild: Promise<unknown>; wake(): void }> {
    const taken = await sleepers.connect()
    const rebuild = lab.projections({ pool: sleepers, leaseMilliseconds: LONG_LEASE }).rebuild()
    rebuild.catch(() => undefined)
    await until(() => sleepers.waitingCount > 0)
    await lab.pool.query(`update read_models.leases set held_until = clock_timestamp() - interval '1 second' where name = 'rebuild'`)
    return { rebuild, wake: () => taken.release() }
  }

  it('indexes nothing of what the next one builds there, which goes through', async () => {
    const { rebuild, wake } = await fallenAsleep()
    let arrive: () => void = () => undefined
    let goOn: () => void = () => undefined
    const arrived = new Promise<void>((resolve) => (arrive = resolve))
    const opened = new Promise<void>((resolve) => (goOn = resolve))
    const slow: typeof model = {
      ...model,
      async fold(entries, transaction) {
        await model.fold(entries, transaction)
        arrive()
        await opened
      },
    }
    const next = lab.projections({ models: [slow] }).rebuild()
    next.catch(() => undefined)
    await arrived
    wake()
    await expect(rebuild).rejects.toMatchObject({ code: 'read-models.lease-lost' })
    expect(await besides()).toBe(1)
    goOn()
    await expect(next).resolves.toMatchObject({ events: STREAMS.length })
    expect((await lab.contents())['tally']).toHaveLength(STREAMS.length)
    expect(await besides()).toBe(0)
  })

  it('says so, too, where the next one is done already', async () => {
    const { rebuild, wake } = await fallenAsleep()
    await lab.projections().rebuild()
    const before = await lab.contents()
    wake()
    await expect(rebuild).rejects.toMatchObject({ code: 'read-models.lease-lost' })
    expect(await lab.contents()).toEqual(before)
  })

  it('waits for who prepares the same tables at this moment, and indexes nothing of theirs', async () => {
    const { rebuild, wake } = await fallenAsleep()
    const next = await lab.pool.connect()
    try {
      // the sleeper has looked at its lease; the next one takes it and is at its first work before the sleeper holds the tables
      await next.query('begin')
      await next.query(`select read_models.prepare_rebuild('tally')`)
      wake()
      const waiting = `select from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())`
      await until(async () => ((await lab.pool.query(waiting)).rowCount ?? 0) > 0)
      await lab.pool.query(`update read_models.leases set fence = fence + 1 where name = 'rebuild'`)
      await next.query('commit')
    } finally {
      next.release()
    }
    await expect(rebuild).rejects.toMatchObject({ code: 'read-models.lease-lost' })
    const { rows } = await lab.pool.query<{ made: number }>(
      `select count(*)::int as made from pg_index where indrelid = 'read_models_next.tally'::regclass`,
    )
    expect(rows[0]?.made).toBe(0)
  })
})
