import { inspect } from 'node:util'
import { Pool } from 'pg'
import {
  accessesOf,
  accessMigrations,
  createUser,
  deleteDraft,
  deleteDraftsBefore,
  listDrafts,
  loadDraft,
  MAX_DRAFT_BYTES,
  recordAccess,
  saveDraft,
  saveUnit,
  verifyAccessLog,
  type Access,
} from '#access'
import { runMigrations } from '#database'
import { DAY, addMilliseconds, randomUuid, type Uuid } from '#kernel'
import { MasterKey, sealedBox } from '#privacy'
import { startTestDatabase, type TestDatabase } from '#testing'

const now = '2026-11-20T03:00:00.000Z'
const SECRET = 'Korban Sintetis 012'
const box = sealedBox(MasterKey.random())
const code = (expected: string): unknown => expect.objectContaining({ code: expected })

let database: TestDatabase
let pool: Pool
let superuser: Pool
let mine: Uuid
let theirs: Uuid
beforeAll(async () => {
  database = await startTestDatabase()
  await runMigrations(database.ownerUrl, [accessMigrations])
  pool = new Pool({ connectionString: database.appUrl, max: 8 })
  superuser = new Pool({ connectionString: database.superuserUrl, max: 1 })
  const unitId = randomUuid()
  await saveUnit(pool, { id: unitId, name: 'Unit', zone: 'Asia/Makassar', regency: 'Kota Contoh' }, now)
  const user = (username: string) => createUser(pool, { id: randomUuid(), username, displayName: username, roles: ['caseworker'], unitId }, now)
  mine = (await user('petugas.satu')).id
  theirs = (await user('petugas.dua')).id
})
afterAll(async () => {
  await Promise.all([pool.end(), superuser.end()])
  await database.stop()
})

describe('drafts', () => {
  const draft = (body = SECRET, id = randomUuid()) => ({ id, user: mine, kind: 'complaint', about: [], body, expected: null })

  it('are kept sealed and come back as they were', async () => {
    const first = draft(JSON.stringify({ name: SECRET, null: '\u0000' }))
    expect(await saveDraft(pool, box, first, now)).toEqual({ id: first.id, kind: 'complaint', revision: 1, updatedAt: now })
    expect((await loadDraft(pool, box, first)).body).toBe(first.body)
    const { rows } = await superuser.query<{ body: Buffer }>('select body from access.drafts where id = $1', [first.id])
    expect(rows[0]?.body.includes('Sintetis')).toBe(false)
  })

  it('are saved only over the revision that was seen, by one of many at once', async () => {
    const first = draft()
    await saveDraft(pool, box, first, now)
    const writers = Array.from({ length: 8 }, (_, n) => saveDraft(pool, box, { ...first, body: `${n}`, expected: 1 }, now))
    const answers = await Promise.allSettled(writers)
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(saveDraft(pool, box, { ...first, expected: 1 }, now)).rejects.toMatchObject({
      kind: 'stale',
      code: 'draft.stale',
      params: { revision: 2 },
    })
    await expect(saveDraft(pool, box, first, now)).rejects.toEqual(code('draft.stale'))
  })

  it('belong to one person: to anybody else there are none', async () => {
    const first = draft()
    await saveDraft(pool, box, first, now)
    const foreign = { ...first, user: theirs }
    await expect(loadDraft(pool, box, foreign)).rejects.toEqual(code('draft.unknown'))
    await expect(saveDraft(pool, box, foreign, now)).rejects.toEqual(code('draft.unknown'))
    await expect(saveDraft(pool, box, { ...foreign, expected: 1 }, now)).rejects.toEqual(code('draft.unknown'))
    expect(await deleteDraft(pool, foreign)).toBe(false)
    expect(await listDrafts(pool, theirs)).toEqual([])
  })

  it('are never shown when somebody moved or changed what is stored', async () => {
    const [one, other] = [draft(), draft()]
    await saveDraft(pool, box, one, now)
    await saveDraft(pool, box, other, now)
    await superuser.query('update access.drafts set body = (select body from access.drafts where id = $1) where id = $2', [one.id, other.id])
    await expect(loadDraft(pool, box, other)).rejects.toEqual(code('draft.unreadable'))
    await expect(loadDraft(pool, sealedBox(MasterKey.random()), one)).rejects.toEqual(code('draft.unreadable'))
    await superuser.query(`update access.drafts set body = 'x' where id = $1`, [one.id])
    await expect(loadDraft(pool, box, one)).rejects.toEqual(code('draft.unreadable'))
  })

  it('have a size and an age', async () => {
    await expect(saveDraft(pool, box, draft('é'.repeat(MAX_DRAFT_BYTES / 2 + 1)), now)).rejects.toEqual(code('draft.too-large'))
    await superuser.query('delete from access.drafts')
    const [old, fresh] = [draft(), draft()]
    await saveDraft(pool, box, old, addMilliseconds(now, -31 * DAY))
    await saveDraft(pool, box, fresh, now)
    expect(await deleteDraftsBefore(pool, addMilliseconds(now, -30 * DAY))).toBe(1)
    expect((await listDrafts(pool, mine)).map(({ id }) => id)).toEqual([fresh.id])
    expect([await deleteDraft(pool, fresh), await deleteDraft(pool, fresh)]).toEqual([true, false])
  })
})

describe('the access log', () => {
  const access = (change: Partial<Access> = {}): Access => ({
    at: now,
    user: mine,
    action: 'reveal-name',
    resource: randomUuid(),
    outcome: 'allowed',
    reason: null,
    ...change,
  })
  beforeEach(() => superuser.query('truncate access.access_log'))
  const fill = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n++)
      await recordAccess(pool, access(n % 2 ? { user: null, reason: 'access.credentials', outcome: 'refused', resource: null } : {}))
  }

  it('is one unbroken chain under many writers', async () => {
    await Promise.all(Array.from({ length: 60 }, () => recordAccess(pool, access())))
    expect(await verifyAccessLog(pool)).toMatchObject({ entries: 60n, broken: null })
  })

  it('is whole when it is empty, and longer than a page', async () => {
    expect(await verifyAccessLog(pool)).toEqual({ entries: 0n, head: null, broken: null })
    await pool.query(`select access.append_access($1, null, 'open-case', null, 'allowed', null) from generate_series(1, 2500)`, [now])
    expect(await verifyAccessLog(pool)).toMatchObject({ entries: 2_500n, broken: null })
  })

  it('tells who looked at one thing', async () => {
    const resource = randomUuid()
    await recordAccess(pool, access({ resource, at: '2026-11-20T03:00:00Z' }))
    await recordAccess(pool, access())
    await recordAccess(pool, access({ resource, outcome: 'refused', reason: 'case.unknown' }))
    expect((await accessesOf(pool, resource)).map(({ entry, user, outcome }) => [entry, user, outcome])).toEqual([
      [3n, mine, 'refused'],
      [1n, mine, 'allowed'],
    ])
    expect(await verifyAccessLog(pool)).toMatchObject({ broken: null })
  })

  it.each([
    ['a changed entry', 'update access.access_log set user_id = null where entry = 3', { entry: 3n, fault: 'content' }],
    ['a changed time', `update access.access_log set at = at + interval '1 hour' where entry = 3`, { entry: 3n, fault: 'content' }],
    ['a removed entry', 'delete from access.access_log where entry = 4', { entry: 5n, fault: 'gap' }],
    ['a removed beginning', 'delete from access.access_log where entry = 1', { entry: 2n, fault: 'gap' }],
    ['an exchanged hash', `update access.access_log set hash = sha256('x') where entry = 2`, { entry: 2n, fault: 'content' }],
    ['an exchanged link', `update access.access_log set previous_hash = sha256('x') where entry = 2`, { entry: 2n, fault: 'link' }],
    [
      'an added entry',
      `insert into access.access_log select 7, at, user_id, action, resource, outcome, reason, hash, sha256('x') from access.access_log where entry = 6`,
      { entry: 7n, fault: 'content' },
    ],
  ])('shows %s', async (_what, sql, broken) => {
    await fill(6)
    await superuser.query(sql)
    expect((await verifyAccessLog(pool)).broken).toEqual(broken)
  })

  it('shows that its end was cut off to whoever kept its head', async () => {
    await fill(3)
    const { head } = await verifyAccessLog(pool)
    await superuser.query('delete from access.access_log where entry = 3')
    expect((await verifyAccessLog(pool)).head).not.toBe(head)
  })

  it('cannot be changed by the role that runs the product', async () => {
    await fill(1)
    for (const sql of ['update access.access_log set user_id = null', 'delete from access.access_log', 'truncate access.access_log']) {
      await expect(pool.query(sql)).rejects.toThrow(/permission denied/)
    }
  })

  it('takes codes and ids only, and its errors do not repeat what it was given', async () => {
    for (const wrong of [{ action: SECRET }, { reason: `karena ${SECRET}` }, { resource: SECRET }, { reason: '' }]) {
      const error: unknown = await recordAccess(pool, access(wrong)).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(TypeError)
      expect(inspect(error)).not.toContain('Sintetis')
    }
    await expect(superuser.query(`select access.append_access($1, null, 'Open Case', null, 'allowed', null)`, [now])).rejects.toThrow(
      /check constraint/,
    )
  })
})
