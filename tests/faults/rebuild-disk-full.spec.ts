import { withClient } from '#database'
import { readModels } from '#read-models'
import { LONG } from '#testing'
import type { Workspace } from '#workspace'
import { RebuildCommand } from './rebuild-command'
import { tellCases } from './rebuild-log'
import { indexesOfTables, lookAtTables, tablesBeside, TableWatch } from './rebuild-watch'
import { RunningProduct } from './running-product'
import { SmallDisk } from './small-disk'
import { expectModelsLikeRebuilt } from './what-stands'

// The database's disk gets full while the tables beside are written or indexed: a file system of its own, with room for a part of them.
// Where this account may not mount one, files that may not grow as large as the largest of these tables.

/** Room for the cluster, its journal and all tables twice */
const MEGABYTES = 256
/** Above a journal file's 16 MiB */
const LARGE = 17 * 1024 * 1024

const disk = process.env['TEDUH_NO_MOUNT'] === '1' ? null : SmallDisk.mount(MEGABYTES)
/** Bytes of room that a rebuild is given more, from one that failed to the next */
const STEP = (LONG ? 16 : 128) * 1024
/** Characters of a note in each case: without a disk of its own one table becomes larger than any file may be */
const [CASES, NOTE] = disk ? [60, 10_000] : [90, 180_000]
/** What PostgreSQL says of a full disk; of a file that may not grow it has no code of its own */
const REASON = disk ? /sql\.53100;/ : /sql\.(53100|XX000);/
const SAID = disk ? /gagal \(ruang di cakram basis data habis, sql\.53100\)\. Tabel yang lama tetap dipakai; / : /Tabel yang lama tetap dipakai/

let product: RunningProduct
let workspace: Workspace
beforeAll(async () => {
  // nobody but the test takes or gives room; journal files that stand are used again; what is read for the test is sorted in memory
  const files = ['max_wal_size=96MB', 'min_wal_size=96MB', 'checkpoint_timeout=1h']
  const settings = ['autovacuum=off', 'work_mem=512MB', 'maintenance_work_mem=256MB', ...files]
  product = await RunningProduct.create({ settings, ...(disk ? { dataFolder: disk.folder } : {}) })
  workspace = await product.open()
}, 600_000)
afterAll(async () => {
  await workspace.close()
  await product.end()
  disk?.unmount()
})

async function noRoomBut(bytes: number): Promise<void> {
  if (disk) return disk.fill(bytes)
  await product.stopDatabase()
  await product.startDatabase({ largestFile: LARGE })
}

async function roomAgain(): Promise<void> {
  if (disk) return disk.free()
  await product.stopDatabase()
  await product.startDatabase()
}

/** What the tables take, in bytes: rows alone, and with their indexes. */
async function sizes(): Promise<{ readonly rows: number; readonly all: number }> {
  const tables = readModels.flatMap((model) => model.tables.map(({ name }) => `read_models.${name}`))
  const { rows } = await workspace.pool.query<{ rows: string; all: string }>(
    'select sum(pg_table_size(t::regclass)) as rows, sum(pg_total_relation_size(t::regclass)) as all from unnest($1::text[]) t',
    [tables],
  )
  return { rows: Number(rows[0]?.rows), all: Number(rows[0]?.all) }
}

/** Journal files enough for all that is written while there is no room for more: they are used again after a checkpoint. */
const journal = (...statements: readonly string[]): Promise<void> =>
  withClient(product.superuserUrl, async (client) => {
    for (const statement of [...statements, 'checkpoint']) await client.query(statement)
  })
const FIVE_FILES = `select pg_logical_emit_message(false, 'room', repeat('x', 16 * 1024 * 1024)) from generate_series(1, 5)`

/** With room for so many bytes more. @returns false where the rebuild failed as it should: clearly, with nothing left of it and nothing changed */
async function goesThroughWith(room: number): Promise<boolean> {
  const [before, indexes] = [await lookAtTables(workspace.pool), await indexesOfTables(workspace.pool)]
  await journal()
  await noRoomBut(room)
  const watch = new TableWatch(workspace.pool)
  try {
    const failure: unknown = await workspace.projections.rebuild().then(
      () => null,
      (error: unknown) => error,
    )
    if (failure === null) return true
    expect(failure).toMatchObject({ code: 'read-models.rebuild-failed', message: expect.stringMatching(REASON) as string })
    expect(await tablesBeside(workspace.pool)).toEqual([])
    expect([await lookAtTables(workspace.pool), await indexesOfTables(workspace.pool)]).toEqual([before, indexes])
    return false
  } finally {
    await watch.stop()
    await roomAgain()
  }
}

it('a disk that gets full fails a rebuild clearly; the tables that are read stay, and with room again it goes through', async () => {
  await tellCases(workspace, CASES, NOTE)
  await workspace.projections.rebuild()
  await journal(FIVE_FILES)
  const [before, indexes] = [await lookAtTables(workspace.pool), await indexesOfTables(workspace.pool)]
  const { rows, all } = await sizes()

  expect(await goesThroughWith(0)).toBe(false)
  if (disk) {
    expect(await goesThroughWith(Math.floor(rows / 2))).toBe(false)
    // ever a little more, so that it is filled by the last rows, by an index, by the exchange
    let room = all - STEP
    while (!(await goesThroughWith(room))) expect((room += STEP)).toBeLessThan(2 * all)
    expect((await lookAtTables(workspace.pool)).generation).toBe(before.generation + 1)
  }

  // as an administrator meets it
  await journal()
  await noRoomBut(0)
  const refused = RebuildCommand.start(product)
  // what PostgreSQL has no code for counts as the events' own fault
  expect(disk ? [3] : [1, 3]).toContain(await refused.end())
  expect(refused.said).toMatch(SAID)
  await roomAgain()
  expect(await tablesBeside(workspace.pool)).toEqual([])
  expect(await lookAtTables(workspace.pool)).toMatchObject({ position: before.position, tables: before.tables })
  await tellCases(workspace, 1)
  await workspace.projections.rebuild()
  expect((await lookAtTables(workspace.pool)).position > before.position).toBe(true)
  expect(await indexesOfTables(workspace.pool)).toEqual(indexes)
  await expectModelsLikeRebuilt(workspace)
  expect(await tablesBeside(workspace.pool)).toEqual([])
}, 600_000)
