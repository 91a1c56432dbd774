import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Pool } from 'pg'
import { runMigrations, withClient } from '#database'
import { eventLogMigrations } from '#event-log'
import { randomUuid } from '#kernel'
import { privacyMigrations } from '#privacy'
import { readModelMigrations } from '#read-models'
import { startTestDatabase, type TestDatabase } from '#testing'
import { importOnce, type ImportSetting } from './import-child'

const ROOT = resolve(__dirname, '..', '..')
const NODE = ['--conditions=teduh-source', '--require', './libs/testing/run-typescript.cjs', 'tests/faults/import-child.ts']

let database: TestDatabase
let pool: Pool
beforeAll(async () => {
  database = await startTestDatabase()
  await runMigrations(database.ownerUrl, [eventLogMigrations, privacyMigrations, readModelMigrations])
  pool = new Pool({ connectionString: database.appUrl, max: 2 })
})
afterAll(async () => {
  await pool.end()
  await database.stop()
})

async function count(type: string): Promise<number> {
  const { rows } = await pool.query<{ n: string }>('select count(*) as n from event_log.events where type = $1', [type])
  return Number(rows[0]?.n)
}

const asSuperuser = (sql: string): Promise<unknown> => withClient(database.superuserUrl, (client) => client.query(sql))

/** Makes an import take some seconds, however fast the machine: it is to be killed in its midst. */
const slowly = (): Promise<unknown> =>
  asSuperuser(`
    create function public.slowly() returns trigger language plpgsql as $$ begin perform pg_sleep(0.03); return new; end $$;
    create trigger slowly before insert on event_log.events for each row when (new.type = 'ComplaintReceived') execute function public.slowly()`)
const asEver = (): Promise<unknown> => asSuperuser('drop trigger slowly on event_log.events; drop function public.slowly()')

it('an import killed with kill -9 between two appends is finished by the same file, nothing lost and nothing twice', async () => {
  const setting: ImportSetting = {
    appUrl: database.appUrl,
    masterKey: randomBytes(32).toString('hex'),
    file: resolve(ROOT, 'tests/fixtures/register-2021-2024.csv'),
    importId: randomUuid(),
    head: randomUuid(),
    unit: randomUuid(),
  }
  await slowly()
  const child = spawn(process.execPath, NODE, { cwd: ROOT, env: { ...process.env, TEDUH_IMPORT_CHILD: JSON.stringify(setting) }, stdio: 'ignore' })
  while ((await count('ComplaintReceived')) < 20) {
    if (child.exitCode !== null) throw new Error('the import ended before it could be killed')
    await pause(2)
  }
  child.kill('SIGKILL')
  if (child.signalCode === null) await once(child, 'exit')
  const left = await count('ComplaintReceived')
  expect([left >= 20, await count('ImportCompleted')]).toEqual([true, 0])
  await asEver()

  expect(await importOnce({ ...setting, importId: randomUuid() })).toMatchObject({
    importId: setting.importId,
    resumed: true,
    added: { cases: 173, victims: 190 },
  })
  expect([await count('ComplaintReceived'), await count('VictimAdded'), await count('ImportStarted'), await count('ImportCompleted')]).toEqual([
    173, 190, 1, 1,
  ])
  expect(await importOnce({ ...setting, importId: randomUuid() })).toMatchObject({ unchanged: true, conflicts: [] })
}, 240_000)
