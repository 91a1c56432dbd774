import { startTestDatabase, type TestDatabase } from '#testing'
import { runMigrations, type Migration } from './migrate'
import { withClient } from './roles'

const first: Migration = { name: 'one-0001', sql: 'CREATE SCHEMA one; CREATE TABLE one.a (n int)' }
const second: Migration = { name: 'two-0001', sql: 'CREATE TABLE one.b (n int)' }
const later: Migration = { name: 'one-0002', sql: 'ALTER TABLE one.a ADD COLUMN m int' }

describe('runMigrations', () => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await startTestDatabase()
  })
  afterEach(() => database.stop())

  const count = (sql: string): Promise<number> =>
    withClient(database.superuserUrl, async (client) => Number((await client.query<{ n: string }>(sql)).rows[0]?.n))

  it('applies the lists in order, once', async () => {
    expect(await runMigrations(database.ownerUrl, [[first], [second]])).toEqual(['one-0001', 'two-0001'])
    expect(await runMigrations(database.ownerUrl, [[first], [second]])).toEqual([])
  })

  it('applies what a later version adds, also to an earlier list', async () => {
    await runMigrations(database.ownerUrl, [[first], [second]])
    expect(await runMigrations(database.ownerUrl, [[first, later], [second]])).toEqual(['one-0002'])
  })

  it('refuses a database that a newer version has used', async () => {
    await runMigrations(database.ownerUrl, [[first, later]])
    await expect(runMigrations(database.ownerUrl, [[first]])).rejects.toMatchObject({ code: 'database.newer-schema', params: { name: 'one-0002' } })
  })

  it('refuses an applied migration whose text has changed', async () => {
    await runMigrations(database.ownerUrl, [[first]])
    const changed = { ...first, sql: `${first.sql} ` }
    await expect(runMigrations(database.ownerUrl, [[changed, second]])).rejects.toMatchObject({ code: 'database.changed-migration' })
    expect(await count(`SELECT count(*) AS n FROM pg_tables WHERE tablename = 'b'`)).toBe(0)
  })

  it('goes on from a released one that another has replaced, and never applies it to a new database', async () => {
    const released: Migration = { name: 'one-v1', sql: 'CREATE TABLE one.c (old int)' }
    const successor: Migration = { name: 'one-v2', sql: 'DROP TABLE IF EXISTS one.c; CREATE TABLE one.c (n int)', replaces: ['one-v1'] }
    await runMigrations(database.ownerUrl, [[first, released]])
    expect(await runMigrations(database.ownerUrl, [[first, successor]])).toEqual(['one-v2'])
    expect(await runMigrations(database.ownerUrl, [[first, successor]])).toEqual([])
    await expect(runMigrations(database.ownerUrl, [[first, released]])).rejects.toMatchObject({ code: 'database.newer-schema' })
    const fresh = await startTestDatabase()
    expect(await runMigrations(fresh.ownerUrl, [[first, successor]])).toEqual(['one-0001', 'one-v2'])
    await fresh.stop()
  })

  it('leaves nothing of a migration that fails half way', async () => {
    const broken: Migration = { name: 'two-0001', sql: 'CREATE TABLE one.b (n int); SELECT 1/0' }
    await expect(runMigrations(database.ownerUrl, [[first], [broken]])).rejects.toMatchObject({
      code: 'database.migration-failed',
      params: { name: 'two-0001', sqlstate: '22012' },
    })
    expect(await count(`SELECT count(*) AS n FROM pg_tables WHERE tablename = 'b'`)).toBe(0)
    expect(await runMigrations(database.ownerUrl, [[first], [second]])).toEqual(['two-0001'])
  })

  it('lets ten processes start at once: each migration runs once', async () => {
    const counting: Migration = { name: 'one-0003', sql: 'INSERT INTO one.a VALUES (1)' }
    const runs = await Promise.all(Array.from({ length: 10 }, () => runMigrations(database.ownerUrl, [[first, counting], [second]])))
    expect(runs.flat().sort()).toEqual(['one-0001', 'one-0003', 'two-0001'])
    expect(await count('SELECT count(*) AS n FROM one.a')).toBe(1)
  })

  it('refuses two migrations of one name', async () => {
    await expect(runMigrations(database.ownerUrl, [[first], [first]])).rejects.toMatchObject({ code: 'database.duplicate-migration' })
  })

  it('says where the database could not be reached, without its password', async () => {
    const refused = runMigrations('postgres://teduh_owner:rahasia@127.0.0.1:1/teduh', [[first]])
    await expect(refused).rejects.toMatchObject({ code: 'database.unreachable', params: { host: '127.0.0.1:1', reason: 'ECONNREFUSED' } })
    await expect(refused).rejects.not.toThrow(/rahasia/)
  })
})
