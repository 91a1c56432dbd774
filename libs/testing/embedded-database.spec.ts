import { withClient } from '#database'
import { startTestDatabase, type TestDatabase } from './embedded-database'

describe('the test database', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await startTestDatabase()
  })
  afterAll(() => database.stop())

  const ask = (url: string, sql: string): Promise<unknown> =>
    withClient(url, async (client) => (await client.query({ text: sql, rowMode: 'array' })).rows[0])

  it('is owned by the owner role, with durability on', async () => {
    expect(
      await ask(
        database.ownerUrl,
        `SELECT current_user::text, pg_get_userbyid(datdba)::text, current_setting('fsync') FROM pg_database WHERE datname = current_database()`,
      ),
    ).toEqual(['teduh_owner', 'teduh_owner', 'on'])
  })

  it('lets the app role in, which can make nothing', async () => {
    await expect(ask(database.appUrl, 'CREATE TABLE public.mine (a int)')).rejects.toMatchObject({ code: '42501' })
    await expect(ask(database.appUrl, 'CREATE SCHEMA mine')).rejects.toMatchObject({ code: '42501' })
  })

  it('refuses a wrong password, by scram', async () => {
    await expect(ask(database.appUrl.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toMatchObject({ code: '28P01' })
    expect(await ask(database.superuserUrl, `SELECT rolpassword LIKE 'SCRAM-SHA-256$%' FROM pg_authid WHERE rolname = 'teduh_app'`)).toEqual([true])
  })

  it('gives each call a database of its own and drops it', async () => {
    const other = await startTestDatabase()
    await ask(other.ownerUrl, 'CREATE TABLE public.mine (a int)')
    expect(await ask(database.ownerUrl, `SELECT to_regclass('public.mine')`)).toEqual([null])
    await other.stop()
    await expect(ask(other.ownerUrl, 'SELECT 1')).rejects.toMatchObject({ code: '3D000' })
  })
})
