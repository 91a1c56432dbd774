import { statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { withClient } from '#database'
import { ownPort } from '#testing'
import { Officers } from './officers'
import { RunningProduct } from './running-product'
import { SmallDisk } from './small-disk'
import { expectAllStands } from './what-stands'

// PostgreSQL's disk is full: a file system of its own, filled to the last block. Where this account may not mount one, files that
// may not grow: the server gets a limit just above what its largest file has, and its writes fail as truly.

const WRITERS = 4
/** Room for the cluster, its journal and a few hundred complaints */
const MEGABYTES = 160
/** Above a journal file's 16 MiB: where no file may be larger than the events' own, the journal goes on and they can't grow */
const LARGE = 24 * 1024 * 1024

const disk = process.env['TEDUH_NO_MOUNT'] === '1' ? null : SmallDisk.mount(MEGABYTES)
let product: RunningProduct
beforeAll(async () => {
  // nobody but the test takes or gives room
  const settings = ['autovacuum=off', 'max_wal_size=64MB', 'min_wal_size=32MB', 'checkpoint_timeout=1h']
  product = await RunningProduct.create({ settings, ...(disk ? { dataFolder: disk.folder } : {}) })
}, 600_000)
afterAll(async () => {
  await product.end()
  disk?.unmount()
})

/** From now on PostgreSQL cannot write any further. */
async function noRoom(): Promise<void> {
  if (disk) return disk.fill()
  const file = await grownEvents()
  await product.stopDatabase()
  await product.startDatabase({ largestFile: statSync(file).size })
}

async function roomAgain(): Promise<void> {
  if (disk) return disk.free()
  await product.stopDatabase()
  await product.startDatabase()
}

/** The table of events, made large by rows that were never committed: the next event needs a new block. @returns its file */
function grownEvents(): Promise<string> {
  return withClient(product.superuserUrl, async (client) => {
    await client.query('BEGIN')
    await client.query(
      `INSERT INTO event_log.events SELECT 1000000000 + n, 'filler', n, gen_random_uuid(), 'Filler', 1, '', convert_to(repeat('x', 1200), 'UTF8'), '' FROM generate_series(1, $1) n`,
      [Math.ceil((LARGE / 8192) * 6)],
    )
    await client.query('ROLLBACK')
    const { rows } = await client.query<{ path: string }>(`SELECT pg_relation_filepath('event_log.events') AS path`)
    return join(product.data, rows[0]?.path ?? '')
  })
}

it('a full disk refuses commands in one clear way, leaves nothing half, and all goes on when there is room again', async () => {
  const port = await ownPort()
  const [api, worker] = await Promise.all([product.startApi(port), product.startWorker(await ownPort())])
  const officers = new Officers(`http://127.0.0.1:${port}`)
  await officers.signIn()
  const writing = officers.write(WRITERS)
  writing.catch(() => undefined)
  try {
    await officers.progress(20)
    await noRoom()
    const deadline = performance.now() + 60_000
    // what still fits into blocks that the tables have goes in; then nothing does
    for (let before = -1; before !== officers.acknowledged.size || officers.refusals.size === 0; await pause(500)) {
      if (performance.now() > deadline) throw new Error(`never full; ${disk?.left ?? '-'} bytes left, ${officers.acknowledged.size} written`)
      before = officers.acknowledged.size
    }
    expect([...officers.refusals.keys()]).toEqual(['503 log.unavailable'])
    await roomAgain()
    await officers.progress(20)
    expect([api.ended, worker.ended]).toEqual([false, false])
  } finally {
    officers.stop()
  }
  await writing
  expect([await api.stop(), await worker.stop()]).toEqual([0, 0])
  await expectAllStands(product, officers)
}, 600_000)
