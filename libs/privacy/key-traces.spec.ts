import { setTimeout as pause } from 'node:timers/promises'
import { Client, Pool, type PoolClient } from 'pg'
import { FixedClock, randomUuid, type Uuid } from '#kernel'
import { keyTraces, MasterKey, memoryLedger, postgresKeys, privacyMigrations, sweepKeyTraces, type KeyRequest } from '#privacy'
import { startTestDatabase, type TestDatabase } from '#testing'

const at = '2026-11-20T03:00:00.000Z'
/** Records about each of two people: several pages of the table */
const RECORDS = 150

describe('a destroyed key in the files of PostgreSQL', () => {
  let database: TestDatabase
  let owner: Client
  let app: Pool
  let superuser: Pool
  beforeEach(async () => {
    database = await startTestDatabase()
    owner = new Client({ connectionString: database.ownerUrl })
    await owner.connect()
    app = new Pool({ connectionString: database.appUrl, max: 3 })
    superuser = new Pool({ connectionString: database.superuserUrl, max: 1 })
    for (const { sql } of privacyMigrations) await owner.query(sql)
  })
  afterEach(async () => {
    await Promise.all([owner.end(), app.end(), superuser.end()])
    await database.stop()
  })

  const keys = () => postgresKeys(app, master, new FixedClock(at), memoryLedger())
  const master = MasterKey.random()
  const recordsAbout = (person: Uuid): readonly KeyRequest[] =>
    Array.from({ length: RECORDS }, () => ({ owner: { kind: 'record', id: randomUuid(), about: [person] }, keyId: randomUuid() }))

  /** Two people's keys, mixed, and what the gone one's look like in the file. */
  async function twoPeople(): Promise<{ readonly gone: Uuid; readonly stays: Uuid; readonly wrapped: readonly Buffer[] }> {
    const [gone, stays] = [randomUuid(), randomUuid()]
    await keys().obtain([...recordsAbout(gone), ...recordsAbout(stays)])
    const { rows } = await owner.query<{ wrapped: Buffer }>('select wrapped from privacy.keys where about @> array[$1::uuid]', [gone])
    return { gone, stays, wrapped: rows.map((row) => row.wrapped) }
  }

  /** @returns how many of these stand in the table's file on disk */
  async function inFile(wrapped: readonly Buffer[]): Promise<number> {
    await superuser.query('checkpoint')
    const { rows } = await superuser.query<{ file: Buffer }>(`select pg_read_binary_file(pg_relation_filepath('privacy.keys')) as file`)
    return wrapped.filter((one) => rows[0]?.file.includes(one)).length
  }

  /** Other suites share the server: what they are in the midst of writing holds it up, a minute at most. */
  async function swept(between: () => Promise<void> = () => pause(50)): Promise<void> {
    let result = await sweepKeyTraces(owner)
    for (; result === 'held' || result === 'in-use'; result = await sweepKeyTraces(owner)) await between()
    expect(result).toBe('swept')
  }

  const reading = async (sql: string): Promise<PoolClient> => {
    const reader = await app.connect()
    await reader.query(sql)
    return reader
  }
  const done = async (reader: PoolClient): Promise<void> => {
    await reader.query('commit')
    reader.release()
  }

  it('stays there after a plain VACUUM, and is gone after the table was written anew; the others open as before', async () => {
    const { gone, stays, wrapped } = await twoPeople()
    expect(await inFile(wrapped)).toBe(RECORDS)
    await keys().destroySubjectKey(gone, at)
    expect(await inFile(wrapped)).toBeGreaterThan(0)
    await owner.query('vacuum privacy.keys')
    expect(await inFile(wrapped)).toBeGreaterThan(0)

    expect((await keyTraces(app))?.bytes).toBeGreaterThan(0)
    await swept()
    expect(await inFile(wrapped)).toBe(0)
    expect(await keyTraces(app)).toBeNull()
    const { rows } = await owner.query<{ id: Uuid }>('select owner_id as id from privacy.keys where about @> array[$1::uuid]', [stays])
    const left = [...(await keys().find(rows.map(({ id }) => id))).values()]
    expect(left.filter((key) => key.state === 'live' && key.unwrap()?.length === 32)).toHaveLength(RECORDS)
  })

  it('is not looked for where nothing was destroyed since', async () => {
    const filenode = async (): Promise<unknown> => (await owner.query(`select pg_relation_filenode('privacy.keys') as node`)).rows
    const { gone } = await twoPeople()
    const before = await filenode()
    expect([await keyTraces(app), await sweepKeyTraces(owner)]).toEqual([null, 'clean'])
    await keys().destroySubjectKey(randomUuid(), at)
    expect([await keyTraces(app), await filenode()]).toEqual([null, before])
    await keys().destroySubjectKey(gone, at)
    await swept()
    const after = await filenode()
    expect(after).not.toEqual(before)
    await keys().destroySubjectKey(gone, at)
    expect([await sweepKeyTraces(owner), await filenode()]).toEqual(['clean', after])
  })

  it.each([
    ['reads', 'begin isolation level repeatable read; select 1'],
    ['writes', 'begin; select pg_current_xact_id()'],
  ])('waits for whoever began before, %s and may still look at it; not for who came later', async (_does, sql) => {
    const { gone, wrapped } = await twoPeople()
    const earlier = await reading(sql)
    await keys().destroySubjectKey(gone, at)
    expect(await sweepKeyTraces(owner)).toBe('held')
    expect(await keyTraces(app)).not.toBeNull()
    await done(earlier)

    // who came later sees nothing of it, unless another suite still wrote when they came
    let later = await reading(sql)
    await swept(async () => {
      await done(later)
      await pause(50)
      later = await reading(sql)
    })
    expect(await inFile(wrapped)).toBe(0)
    await done(later)
  })

  it('makes nobody queue where the table is in use, and goes at the next time', async () => {
    const { gone, wrapped } = await twoPeople()
    await keys().destroySubjectKey(gone, at)
    const reader = await reading('begin; lock table privacy.keys in access share mode')
    let result = await sweepKeyTraces(owner)
    for (; result === 'held'; result = await sweepKeyTraces(owner)) await pause(50)
    expect(result).toBe('in-use')
    expect(await keyTraces(app)).not.toBeNull()
    await done(reader)
    await swept()
    expect(await inFile(wrapped)).toBe(0)
  })

  it('goes also where a text stood in the wrong file', async () => {
    const [text] = recordsAbout(randomUuid())
    if (!text) throw new Error('no text')
    await keys().obtain([text])
    const { rows } = await owner.query<{ wrapped: Buffer }>('select wrapped from privacy.keys')
    const wrapped = rows.map((row) => row.wrapped)
    expect(await inFile(wrapped)).toBe(1)
    await keys().destroyRecordKey(text.owner.id, at)
    expect(await inFile(wrapped)).toBe(1)
    await swept()
    expect(await inFile(wrapped)).toBe(0)
  })

  it('of an earlier release goes at the first start of this one', async () => {
    const { gone, wrapped } = await twoPeople()
    await keys().destroySubjectKey(gone, at)
    await owner.query('drop table privacy.key_traces')
    await owner.query(privacyMigrations.find(({ name }) => name === 'privacy-0002-key-traces')?.sql ?? '')
    expect(await inFile(wrapped)).toBeGreaterThan(0)
    await swept()
    expect(await inFile(wrapped)).toBe(0)
  })
})
