import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { listUsers, verifyAccessLog } from '#access'
import { backUp, backUpKeys, BackupRefused, checkFile, restoreBackup, restoreKeys, type ExportOptions, type TargetLog } from '#backup'
import { withClient } from '#database'
import { isSound, sealSegments, verifySealedLog } from '#event-log'
import type { Uuid } from '#kernel'
import { loadMasterKey, MasterKey, postgresKeys } from '#privacy'
import { createRegisterRows } from '#read-models'
import { contents } from '#testing'
import { BEGINNING, WorkspaceError, type Stores, type Workspace } from '#workspace'
import { erase, firstVictim, named, STORY, storyOf, toldIn } from './erasures-in-log'
import { caughtUp, figures, fill, Installation, tellStory } from './installation'

// What a backup is for: the machine is gone, and everything that was acknowledged before is there again. What was erased is not.

jest.setTimeout(600_000)

const directory = mkdtempSync(join(tmpdir(), 'teduh-backup-'))
let files = 0
const newFile = (name: string): string => join(directory, `${name}-${files++}.teduh`)
let filled: Installation
let installation: Installation
let workspace: Workspace
let options: ExportOptions

beforeAll(async () => {
  filled = await Installation.begin(join(directory, 'filled'))
  const first = await filled.open()
  await fill(first, filled.clock)
  await sealSegments(first.sealing)
})
afterAll(async () => {
  await filled.end()
  rmSync(directory, { recursive: true, force: true })
})
beforeEach(async () => {
  installation = await filled.copy(join(directory, `installation-${files++}`))
  workspace = await installation.open()
  options = { source: 'postgres', product: '0.1.0', clock: installation.clock }
})
afterEach(() => installation.end())

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof BackupRefused || error instanceof WorkspaceError ? error.code : `unexpected ${String(error)}`),
  )

async function backedUp(from = workspace): Promise<{ readonly backup: string; readonly keys: string }> {
  const [backup, keys] = [newFile('backup'), newFile('keys')]
  await backUp(from.pool, from.log, backup, options)
  await backUpKeys(from.pool, keys, options)
  return { backup, keys }
}

const restorePorts = ({ pool, log, logKind, ledger, logHeadFile }: Stores) => ({ pool, log, logKind, ledger, logHeadFile, clock: installation.clock })

async function restored({ backup, keys }: { readonly backup: string; readonly keys: string }, more: Partial<TargetLog> = {}): Promise<Stores> {
  const stores = await installation.stores()
  const master = loadMasterKey(installation.keyFile)
  const ports = restorePorts(stores)
  const log: TargetLog = {
    dense: ports.log.dense,
    head: () => ports.log.head(),
    readStored: (after) => ports.log.readStored(after),
    restore: (events) => ports.log.restore(events),
    ...more,
  }
  await restoreBackup({ ...ports, log }, backup, { keys: { file: keys, master } })
  await restoreKeys(keyPorts(stores, master), keys)
  return stores
}

function keyPorts({ pool, log, ledger }: Stores, master: MasterKey) {
  const keys = postgresKeys(pool, master, installation.clock, ledger)
  return { pool, log, ledger, master, keys, registerRows: createRegisterRows(pool) }
}

const rowsOf = (sql: string): Promise<readonly string[]> =>
  withClient(installation.superuserUrl, async (client) => (await client.query<{ row: string }>(sql)).rows.map(({ row }) => row))

async function idsOf({ log }: Pick<Workspace, 'log'>): Promise<readonly Uuid[]> {
  const ids: Uuid[] = []
  for await (const page of log.readStored()) for (const { id } of page) ids.push(id)
  return ids
}

describe('a backup under load, the database destroyed, and a restore', () => {
  it('bring back every event acknowledged before, and the same figures', async () => {
    await caughtUp(workspace)
    const before = { figures: await figures(workspace), events: await idsOf(workspace), users: await listUsers(workspace.pool) }
    installation.clock.advance(90 * 86_400_000)
    const load = new AbortController()
    const writers = Array.from({ length: 3 }, async () => {
      while (!load.signal.aborted) await tellStory(workspace)
    })
    const acknowledged = [...before.events, ...(await tellStory(workspace))]
    const files = await backedUp()
    load.abort()
    await Promise.all(writers)
    const all = await idsOf(workspace)
    await installation.destroy()

    await restored(files)
    const again = await installation.open()
    await again.projections.rebuild()
    const ids = await idsOf(again)
    expect(ids).toEqual(all.slice(0, ids.length))
    expect(new Set(ids)).toEqual(expect.objectContaining({ size: ids.length }))
    expect(acknowledged.filter((id) => !ids.includes(id))).toEqual([])
    expect(await figures(again)).toEqual(before.figures)
    expect(await listUsers(again.pool)).toEqual(before.users)
    expect(isSound(await verifySealedLog(again.log, again.sealing))).toBe(true)
    expect(await verifyAccessLog(again.pool)).toMatchObject({ entries: 3n, broken: null })
    expect((await firstVictim(again)).identity).toMatchObject({ name: expect.any(String) as string })
    const grown = await contents(again)
    await caughtUp(again)
    expect(await contents(again)).toEqual(grown)
    await tellStory(again)
    await sealSegments(again.sealing)
    expect(isSound(await verifySealedLog(again.log, again.sealing))).toBe(true)
  })

  it('bring back every setting as it was, and no session or draft', async () => {
    const tables = ['access.units', 'access.users', 'access.access_log', 'register_import.imports', 'register_import.rows', 'event_log.segments']
    const settings = () => Promise.all(tables.map((table) => rowsOf(`select (to_jsonb(t) - 'resume_after')::text as row from ${table} t order by 1`)))
    const before = await settings()
    expect(before.map(({ length }) => length > 0)).toEqual(tables.map(() => true))
    const files = await backedUp()
    await installation.destroy()
    await restored(files)
    expect(await settings()).toEqual(before)
    expect(await rowsOf(`select 'x' as row from access.sessions union all select 'y' from access.drafts`)).toEqual([])
    expect(await rowsOf(`select 'x' as row from workspace.restoration`)).toEqual([])
  })

  it('keep the name of what was imported: the same file adds nothing, and reactors stand where they stood', async () => {
    await workspace.pool.query(
      `insert into read_models.checkpoints (model, version, position, last_event, kind) select 'waker', 1, '5', $1, 'reactor'`,
      [(await idsOf(workspace))[40]],
    )
    const files = await backedUp()
    await installation.destroy()
    await restored(files)
    expect(await rowsOf(`select position as row from read_models.checkpoints where model = 'waker'`)).toEqual([String(41).padStart(20, '0')])
  })
})

describe('an erasure between backup and restore', () => {
  it('holds: after the restore the person reads erased everywhere, with the keys of before the erasure', async () => {
    const files = await backedUp()
    const { id, identity } = await firstVictim(workspace)
    expect(identity).toMatchObject({ name: expect.any(String) as string })
    await workspace.keys.destroySubjectKey(id, installation.clock.now())
    await workspace.registerRows.forget(id)
    const before = await rowsOf('select t::text as row from register_import.rows t order by 1')
    expect((await firstVictim(workspace)).identity).toBe('erased')
    await installation.destroy()

    await restored(files)
    const again = await installation.open()
    await again.projections.rebuild()
    expect(await firstVictim(again)).toEqual({ id, identity: 'erased' })
    expect(await rowsOf('select t::text as row from register_import.rows t order by 1')).toEqual(before)
  })
})

describe('a log from before an erasure', () => {
  const erasedOn = '2026-04-04'

  it('is told of it by the ledger, before the product opens: log, ledger and figures say the same, however often it is restored', async () => {
    const files = await backedUp()
    installation.clock.advance(90 * 86_400_000)
    const { id } = await firstVictim(workspace)
    await erase(workspace, id)
    const before = { story: await storyOf(workspace), contents: await contents(workspace), figures: await figures(workspace) }
    expect(before.story).toMatchObject(STORY.map((type) => ({ type, on: erasedOn })))
    installation.clock.advance(5 * 86_400_000)

    const told: (readonly object[])[] = []
    for (const _time of [1, 2]) {
      await installation.destroy()
      await restored(files)
      const again = await installation.open()
      told.push(await storyOf(again))
      expect(toldIn(told.at(-1) ?? [])).toEqual(toldIn(before.story))
      expect(await firstVictim(again)).toEqual({ id, identity: 'erased' })
      await caughtUp(again)
      expect(await figures(again)).toEqual(before.figures)
      expect((await again.projections.parked()).length).toBe(0)
      const grown = await contents(again)
      expect(named(grown, told.at(-1) ?? [])).toEqual(named(before.contents, before.story))
      await again.projections.rebuild()
      expect(await contents(again)).toEqual(grown)
      expect(await figures(again)).toEqual(before.figures)
      await sealSegments(again.sealing)
      expect(isSound(await verifySealedLog(again.log, again.sealing))).toBe(true)
      await installation.close()
      expect(await storyOf(await installation.open())).toEqual(told.at(-1))
    }
    expect(told[1]).toEqual(told[0])
  })

  it('is told once where the restore is cut off behind it and repeated from its beginning', async () => {
    const files = await backedUp()
    const { id } = await firstVictim(workspace)
    await erase(workspace, id)
    await installation.destroy()
    const stores = await installation.stores()
    const master = loadMasterKey(installation.keyFile)
    const { pool } = stores
    await restoreBackup(restorePorts(stores), files.backup, { keys: { file: files.keys, master } })
    const ports = keyPorts(stores, master)
    const registerRows = { ...ports.registerRows, forget: () => Promise.reject(new Error('broken off')) }
    await expect(restoreKeys({ ...ports, registerRows }, files.keys)).rejects.toThrow('broken off')
    await withClient(installation.superuserUrl, (client) =>
      client.query(`create function workspace.fail() returns trigger language plpgsql as $$ begin raise 'broken off'; end $$;
        create trigger fail before delete on workspace.restoration for each row execute function workspace.fail()`),
    )
    await expect(restoreKeys(ports, files.keys)).rejects.toThrow('broken off')
    await withClient(installation.superuserUrl, (client) => client.query('drop trigger fail on workspace.restoration'))
    expect(await storyOf(stores)).toHaveLength(2)
    expect(await codeOf(installation.open())).toBe('workspace.restoring')
    await restored(files)
    expect(await storyOf({ log: stores.log })).toHaveLength(2)
    expect((await pool.query('select from workspace.restoration')).rowCount).toBe(0)
  })

  it('is told by the start where the database came back by other means; an older ledger’s line has no reason', async () => {
    const files = await backedUp()
    const { id } = await firstVictim(workspace)
    // as a ledger was written before it knew reasons
    await workspace.keys.destroySubjectKey(id, installation.clock.now())
    const { ledger } = await installation.stores()
    expect(ledger.read()).toEqual([expect.not.objectContaining({ act: expect.anything() as unknown })])
    await installation.destroy()
    const aside = `${ledger.file ?? ''}.aside`
    renameSync(ledger.file ?? '', aside)
    await restored(files)
    renameSync(aside, ledger.file ?? '')
    const again = await installation.open()
    const [started, ended] = await storyOf(again)
    expect(started).toMatchObject({ type: 'SubjectErasureStarted', data: { subjectId: id, why: 'menurut_catatan_penghapusan', linked: [] } })
    expect(ended).toMatchObject({ type: 'SubjectErased', data: { subjectId: id } })
    expect(await firstVictim(again)).toEqual({ id, identity: 'erased' })
    await caughtUp(again)
    expect(await storyOf(again)).toHaveLength(2)
  })

  it('says nothing of people whose case began after it', async () => {
    const files = await backedUp()
    const known = new Set(await idsOf(workspace))
    await tellStory(workspace)
    let late = ''
    for await (const { events } of workspace.log.readAll(null))
      for (const { id, type, data } of events) if (type === 'VictimAdded' && !known.has(id)) late = (data as { victimId: Uuid }).victimId
    await erase(workspace, late)
    await installation.destroy()
    await restored(files)
    const again = await installation.open()
    expect(await storyOf(again)).toEqual([])
    expect((await idsOf(again)).length).toBe(known.size)
    expect((await again.keys.find([late])).get(late)?.state).toBe('destroyed')
  })
})

describe('a restore that was cut off', () => {
  it.each([0, 1, 2])('after %i batches is finished by repeating it, and the product does not start meanwhile', async (batches) => {
    const files = await backedUp()
    const all = await idsOf(workspace)
    await installation.destroy()
    const stores = await installation.stores()
    let left = batches
    const breaking = {
      restore: async (events: Parameters<TargetLog['restore']>[0]) => {
        if (left-- === 0) throw new Error('broken off')
        return stores.log.restore(events.slice(0, 900))
      },
    }
    await expect(restored(files, breaking)).rejects.toThrow()
    expect(await codeOf(installation.open())).toBe('workspace.restoring')
    const other = newFile('other')
    await backUp(stores.pool, stores.log, other, options)
    expect(await codeOf(restoreBackup(restorePorts(stores), other))).toBe('backup.other-restore')
    await restored(files)
    const again = await installation.open()
    expect(await idsOf(again)).toEqual(all)
  })

  it('and a first start at the same moment: one of the two, whichever came first', async () => {
    const files = await backedUp()
    await installation.destroy()
    const stores = await installation.stores()
    let open = (): void => undefined
    const gate = new Promise<void>((resolve) => (open = resolve))
    const restoring = restored(files, { head: () => gate.then(() => stores.log.head()) })
    const waiting = async (granted: boolean): Promise<void> => {
      const sql = `select 'x' as row from pg_locks l join pg_database d on d.oid = l.database
        where d.datname = current_database() and l.objid = ${BEGINNING} and granted = ${granted}`
      while ((await rowsOf(sql)).length === 0) await stores.pool.query('select 1')
    }
    await waiting(true)
    const starting = codeOf(installation.open())
    await waiting(false)
    open()
    expect(await starting).toBe('workspace.restoring')
    await restoring
    expect((await installation.open()).installation.mode).toBe('real')
  })

  it('waits for its keys', async () => {
    const { backup, keys } = await backedUp()
    await installation.destroy()
    const stores = await installation.stores()
    await restoreBackup(restorePorts(stores), backup)
    expect(await codeOf(installation.open())).toBe('workspace.restoring')
    await restoreBackup(restorePorts(stores), backup)
    await restoreKeys(keyPorts(stores, loadMasterKey(installation.keyFile)), keys)
    const again = await installation.open()
    expect((await firstVictim(again)).identity).toMatchObject({ name: expect.any(String) as string })
    expect(await codeOf(restoreKeys(keyPorts(stores, again.master), keys))).toBe('backup.nothing-to-restore-keys-for')
  })
})

describe('nothing is written', () => {
  const untouched = async (): Promise<void> => {
    const tables = ['event_log.events', 'access.users', 'privacy.keys', 'workspace.restoration', 'workspace.installation']
    for (const table of tables) expect([table, await rowsOf(`select 'x' as row from ${table}`)]).toEqual([table, []])
  }

  it('where a file is cut off or changed, or something else', async () => {
    const { backup, keys } = await backedUp()
    await installation.destroy()
    const stores = await installation.stores()
    const whole = readFileSync(backup)
    const spoilt = newFile('spoilt')
    for (const bytes of [whole.subarray(0, whole.length - 1), Buffer.from(whole).fill(0, 5_000, 5_001), Buffer.from('a letter to nobody at all')]) {
      writeFileSync(spoilt, bytes)
      expect(await codeOf(restoreBackup(restorePorts(stores), spoilt))).toMatch(/^backup\.(truncated|corrupt|not-ours)$/)
    }
    expect(await codeOf(restoreBackup(restorePorts(stores), keys))).toBe('backup.other-kind')
    await untouched()
  })

  it('with another master key', async () => {
    const { backup, keys } = await backedUp()
    await installation.destroy()
    const stores = await installation.stores()
    expect(await codeOf(restoreBackup(restorePorts(stores), backup, { keys: { file: keys, master: MasterKey.random() } }))).toBe(
      'backup.other-master-key',
    )
    await untouched()
  })

  it('where the keys are older than the log, unless somebody says that what they lack may stay closed', async () => {
    const keys = newFile('keys')
    await backUpKeys(workspace.pool, keys, options)
    await tellStory(workspace)
    const backup = newFile('backup')
    await backUp(workspace.pool, workspace.log, backup, options)
    await installation.destroy()
    const stores = await installation.stores()
    const master = loadMasterKey(installation.keyFile)
    expect(await codeOf(restoreBackup(restorePorts(stores), backup, { keys: { file: keys, master } }))).toBe('backup.keys-missing')
    await untouched()
    await restoreBackup(restorePorts(stores), backup)
    expect(await codeOf(restoreKeys(keyPorts(stores, master), keys))).toBe('backup.keys-missing')
    expect((await restoreKeys(keyPorts(stores, master), keys, { allowMissing: true })).missing).toBeGreaterThan(0)
  })

  it('where the ledger is older than the keys, unless somebody says that it is lost', async () => {
    const { id } = await firstVictim(workspace)
    await workspace.keys.destroySubjectKey(id, installation.clock.now())
    const files = await backedUp()
    await installation.destroy()
    const stores = await installation.stores()
    const aside = `${stores.ledger.file ?? ''}.aside`
    renameSync(stores.ledger.file ?? '', aside)
    const master = loadMasterKey(installation.keyFile)
    const keys = { file: files.keys, master }
    expect(await codeOf(restoreBackup(restorePorts(stores), files.backup, { keys }))).toBe('backup.ledger-older')
    await untouched()
    await restoreBackup(restorePorts(stores), files.backup)
    expect(await codeOf(restoreKeys(keyPorts(stores, master), files.keys))).toBe('backup.ledger-older')
    expect(await codeOf(restoreKeys(keyPorts(stores, master), files.keys, { ledgerLost: true }))).toBe('done')
    expect(stores.ledger.read()).toMatchObject([{ kind: 'subject', owner: id }])
    expect(await firstVictim(await installation.open())).toEqual({ id, identity: 'erased' })
  })

  it('into an installation that holds anything', async () => {
    const { backup } = await backedUp()
    const stores = await installation.stores()
    const events = (await idsOf(workspace)).length
    expect(await codeOf(restoreBackup(restorePorts(stores), backup))).toBe('backup.not-empty')
    expect((await idsOf(workspace)).length).toBe(events)
  })
})

describe('a backup', () => {
  it('holds no key, no draft, no session; the keys’ file holds no event and only wrapped keys', async () => {
    const { backup, keys } = await backedUp()
    const wrapped = await rowsOf(`select encode(wrapped, 'hex') as row from privacy.keys limit 20`)
    const text = gunzipSync(readFileSync(backup)).toString()
    expect(wrapped.filter((key) => text.includes(key))).toEqual([])
    expect(text).not.toMatch(/"table":"(privacy\.|access\.(drafts|sessions))/)
    const keyText = gunzipSync(readFileSync(keys)).toString()
    expect(wrapped.filter((key) => !keyText.includes(key))).toEqual([])
    expect(keyText).not.toContain('"envelope"')
    expect(keyText).not.toContain(loadMasterKey(installation.keyFile).reveal().toString('hex'))
    expect([statSync(backup).mode & 0o777, statSync(keys).mode & 0o777]).toEqual([0o600, 0o600])
    expect(await codeOf(backUp(workspace.pool, workspace.log, backup, options))).toBe('backup.file-exists')
    expect((await checkFile(backup, ['backup'])).trailer.events).toBe((await idsOf(workspace)).length)
  })

  it('that failed leaves nothing behind', async () => {
    await withClient(installation.superuserUrl, async (client) => {
      await client.query('set session_replication_role = replica')
      await client.query(`update event_log.events set data = '{"changed":1}' where position = 70`)
    })
    const file = newFile('failed')
    expect(await codeOf(backUp(workspace.pool, workspace.log, file, options))).toBe('backup.log-damaged')
    expect(readdirSync(directory).filter((entry) => entry.startsWith('failed'))).toEqual([])
    expect(await codeOf(backUp(workspace.pool, workspace.log, join(directory, 'nowhere', 'x'), options))).toBe('backup.file-unwritable')
  })
})
