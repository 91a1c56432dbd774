import { runMigrations } from '#database'
import { deriveId, type AnyFact } from '#kernel'
import { catchUp, openReadModelLab, type ReadModelLab } from '#testing'
import { defineTable, migrationsFor, standingOf, type ReadModel } from './index'

interface Row {
  readonly stream: string
  count: number
}

const columns = { stream: 'text', count: 'integer' } as const
const released = defineTable<Row>({ name: 'spoken', comment: 'Test table', columns, key: ['stream'], group: 'stream' })
const wider = defineTable<Row>({ name: 'spoken_words', comment: 'Test table', columns, key: ['stream'], group: 'stream', indexes: ['(count)'] })

const counting = (version: number, table: typeof released, step: number): ReadModel => ({
  name: 'spoken',
  version,
  streamPrefix: 'spoken-',
  tables: [table],
  async fold(entries, transaction) {
    const rows = await transaction.rows(
      table,
      entries.map(({ event }) => event.stream),
    )
    for (const { event } of entries) {
      const row = rows.of(event.stream)[0] ?? { stream: event.stream, count: 0 }
      row.count += step
      rows.put(row)
    }
  },
})

const first = counting(1, released, 1)
const third = counting(3, wider, 10)
const STREAM = `spoken-${deriveId('00000000-0000-4000-8000-000000000000', 'stream')}`
const said: AnyFact = { type: 'Said', version: 1, data: {} }

/** Runs a reader until what is read of it is the whole log. */
async function untilWhole(lab: ReadModelLab, model: ReadModel, pageSize = 1_000): Promise<void> {
  const stop = new AbortController()
  const running = lab.projections({ models: [model], pageSize }).run(stop.signal)
  try {
    for (const end = performance.now() + 60_000; (await standingOf(lab.pool, [model.name])).incomplete;) {
      if (performance.now() > end) throw new Error('waited in vain')
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  } finally {
    stop.abort()
    await running
  }
}

describe('a new version of a read model', () => {
  let lab: ReadModelLab
  beforeEach(async () => {
    lab = await openReadModelLab([first], migrationsFor([first]))
  })
  afterEach(() => lab.close())

  it('takes the place of the released one in an installed database and is filled from the log', async () => {
    await lab.tell(STREAM, [said, said], '2026-11-20T01:00:00.000Z')
    await catchUp(lab)
    expect(await runMigrations(lab.database.ownerUrl, [migrationsFor([third])])).toEqual(['read-models-spoken-v3'])
    await catchUp(lab, lab.projections({ models: [third] }))
    expect(await lab.contents([third])).toEqual({ spoken_words: [`(${STREAM},20)`] })
    await expect(lab.pool.query('select 1 from read_models.spoken')).rejects.toMatchObject({ code: '42P01' })
    await lab.projections({ models: [third] }).rebuild()
    expect(await lab.contents([third])).toEqual({ spoken_words: [`(${STREAM},20)`] })
  })

  it('is incomplete until it has come to the end of the log once, and never again', async () => {
    const incomplete = async (): Promise<boolean> => (await standingOf(lab.pool, ['spoken'])).incomplete
    expect(await incomplete()).toBe(true)
    // An empty log, too, has an end.
    await untilWhole(lab, first)
    await lab.tell(STREAM, [said, said, said, said], '2026-11-20T01:00:00.000Z')
    expect(await incomplete()).toBe(false)
    await catchUp(lab)
    await runMigrations(lab.database.ownerUrl, [migrationsFor([third])])
    expect(await incomplete()).toBe(true)
    // Pages that end where the log does: only the next look tells that this was its end.
    await untilWhole(lab, third, 2)
    expect(await incomplete()).toBe(false)
    await runMigrations(lab.database.ownerUrl, [migrationsFor([counting(4, released, 1)])])
    expect(await incomplete()).toBe(true)
    await lab.projections({ models: [counting(4, released, 1)] }).rebuild()
    expect(await incomplete()).toBe(false)
  })

  it('leaves the same tables in an installed database and in a new one', async () => {
    await runMigrations(lab.database.ownerUrl, [migrationsFor([third])])
    const newLab = await openReadModelLab([third], migrationsFor([third]))
    try {
      const described = async ({ pool }: ReadModelLab): Promise<unknown> =>
        (
          await pool.query(`select schemaname, tablename, indexdef from pg_tables left join pg_indexes using (schemaname, tablename)
          where schemaname like 'read_models%' order by 1, 2, 3`)
        ).rows
      expect(await described(lab)).toEqual(await described(newLab))
    } finally {
      await newLab.close()
    }
  })
})
