import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { existsSync } from 'node:fs'
import { startTestDatabase, type TestDatabase } from '#testing'
import { openDatabase } from './open-database'
import { withClient } from './roles'

describe('a server of one’s own (DATABASE_URL)', () => {
  let database: TestDatabase
  const directory = join(tmpdir(), `teduh-unused-${process.pid}`)
  beforeAll(async () => {
    database = await startTestDatabase()
  })
  afterAll(() => database.stop())

  it('is used as it is, and no embedded one is made', async () => {
    const open = await openDatabase({ directory, databaseUrl: database.ownerUrl, databaseAppUrl: database.appUrl })
    expect([open.ownerUrl, open.appUrl, open.origin]).toEqual([database.ownerUrl, database.appUrl, 'external'])
    await open.close()
    expect(existsSync(directory)).toBe(false)
  })

  it('lends the app role where it has no sign-in of its own', async () => {
    const open = await openDatabase({ directory, databaseUrl: database.superuserUrl })
    await withClient(open.appUrl, async (client) => {
      expect((await client.query('SELECT current_user::text')).rows).toEqual([{ current_user: 'teduh_app' }])
      await expect(client.query('CREATE TABLE public.mine (n int)')).rejects.toMatchObject({ code: '42501' })
      await expect(client.query(`SET session_replication_role = 'replica'`)).rejects.toMatchObject({ code: '42501' })
    })
  })

  it('is refused where it can neither lend the role nor names one', async () => {
    await expect(openDatabase({ directory, databaseUrl: database.ownerUrl })).rejects.toMatchObject({ code: 'database.app-url-missing' })
  })

  it('says which server could not be reached', async () => {
    await expect(openDatabase({ directory, databaseUrl: 'postgres://a:rahasia@127.0.0.1:1/x' })).rejects.toMatchObject({
      code: 'database.unreachable',
      params: { host: '127.0.0.1:1' },
    })
  })
})
