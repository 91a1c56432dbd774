import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withClient } from '#database'
import { LogIncomplete } from '#event-log'
import { systemClock } from '#kernel'
import { createMasterKey, MasterKey } from '#privacy'
import { startTestDatabase, type TestDatabase } from '#testing'
import { openWorkspace, type WorkspaceOptions } from './open-workspace'
import { secretOf } from './secrets'
import { startRefusal } from './start-refusal'

describe('a start that must not go on', () => {
  let database: TestDatabase
  const directory = mkdtempSync(join(tmpdir(), 'teduh-start-'))
  const keyFile = join(directory, 'keys', 'master.key')
  const options = (more: Partial<WorkspaceOptions> = {}): WorkspaceOptions => ({
    ...{ dataDirectory: join(directory, 'data'), keyFile, mode: 'real', clock: systemClock },
    databaseUrls: { owner: database.ownerUrl, app: database.appUrl },
    ...more,
  })
  /** What the person at the terminal reads. */
  const refusal = async (more?: Partial<WorkspaceOptions>): Promise<string | null> => {
    try {
      await (await openWorkspace(options(more))).close()
      return 'it started'
    } catch (error) {
      return startRefusal(error)
    }
  }
  const asOwner = (sql: string) => withClient(database.ownerUrl, (client) => client.query(sql))

  beforeAll(async () => {
    database = await startTestDatabase()
    expect(await refusal()).toBe('it started')
  })
  afterAll(async () => {
    await database.stop()
    rmSync(directory, { recursive: true, force: true })
  })

  it('says so with another master key', async () => {
    const other = join(directory, 'other.key')
    createMasterKey(other, MasterKey.random())
    expect(await refusal({ keyFile: other })).toMatch(/^Kunci ini bukan kunci .* \(This is not the key that the data here was sealed with\./)
  })

  it('says so with a damaged key file', async () => {
    const damaged = join(directory, 'damaged.key')
    writeFileSync(damaged, 'not a key\n', { mode: 0o600 })
    expect(await refusal({ keyFile: damaged })).toMatch(/bukan kunci yang benar \(is not a key\)\.$/)
  })

  it('says so on a database that a newer version has used', async () => {
    await asOwner(`INSERT INTO public.teduh_migrations (name, sha256) VALUES ('event-log-9001-later', 'x')`)
    expect(await refusal()).toMatch(/Teduh yang lebih baru \(migrasi event-log-9001-later\).* \/ A newer Teduh has already used this database/)
    await asOwner(`DELETE FROM public.teduh_migrations WHERE name = 'event-log-9001-later'`)
  })

  it('says so where an applied migration differs from the one it carries', async () => {
    const name = 'privacy-0001-keys'
    await asOwner(`UPDATE public.teduh_migrations SET sha256 = reverse(sha256) WHERE name = '${name}'`)
    expect(await refusal()).toMatch(/^Migrasi privacy-0001-keys .* \/ Migration privacy-0001-keys, already applied, differs/)
    await asOwner(`UPDATE public.teduh_migrations SET sha256 = reverse(sha256) WHERE name = '${name}'`)
  })

  it('says so where the ledger lacks a migration whose tables stand', async () => {
    const line = await asOwner(`DELETE FROM public.teduh_migrations WHERE name = 'privacy-0001-keys' RETURNING sha256`)
    expect(await refusal()).toMatch(
      /^Migrasi privacy-0001-keys gagal \(SQLSTATE 42P07\); .* \/ Migration privacy-0001-keys failed .* it changed nothing\.$/,
    )
    await asOwner(
      `INSERT INTO public.teduh_migrations (name, sha256) VALUES ('privacy-0001-keys', '${(line.rows as [{ sha256: string }])[0].sha256}')`,
    )
  })

  it('says so where the database cannot be reached', async () => {
    const nowhere = 'postgres://nobody:secret@127.0.0.1:1/none'
    const said = await refusal({ databaseUrls: { owner: nowhere, app: nowhere } })
    expect(said).toMatch(/127\.0\.0\.1:1 .* tidak dapat dihubungi|tidak dapat dihubungi/)
    expect(said).not.toContain('secret')
  })

  it('says so where the erasure ledger was changed, and where it lies', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'teduh-ledger-'))
    const erasureLedger = join(directory, 'erasures.jsonl')
    writeFileSync(erasureLedger, '{"erasure":"{}","previous":"","hash":"00"}\n')
    const said = await refusal({ erasureLedger })
    expect(said).toBe(
      `Buku penghapusan ${erasureLedger} rusak pada baris 1; kembalikan salinannya yang terbaru. (The erasure ledger ${erasureLedger} is damaged at line 1; put its newest copy back.)`,
    )
    rmSync(directory, { recursive: true })
  })

  it('starts again after each of them: nothing was changed', async () => {
    expect(await refusal()).toBe('it started')
  })

  it('says where something is missing from the log, and what to do', () => {
    const said = startRefusal(new LogIncomplete('00000000000000000007'))
    expect(said).toMatch(/posisi 0+7: .*teduh log verify; .*teduh projections rebuild\. \(Nothing stands at position 0+7 /)
  })

  it('leaves every other error alone', () => {
    expect(startRefusal(new TypeError('x'))).toBeNull()
  })
})

describe('a setting that may hold a password', () => {
  const directory = mkdtempSync(join(tmpdir(), 'teduh-secrets-'))
  const file = join(directory, 'url')
  beforeAll(() => writeFileSync(file, 'postgres://a\n'))
  afterAll(() => rmSync(directory, { recursive: true, force: true }))

  it('is the variable itself, or what the file holds', () => {
    expect(secretOf({ DATABASE_URL: 'postgres://b' }, 'DATABASE_URL')).toBe('postgres://b')
    expect(secretOf({ DATABASE_URL_FILE: file }, 'DATABASE_URL')).toBe('postgres://a')
    expect(secretOf({ DATABASE_URL: '', DATABASE_URL_FILE: file }, 'DATABASE_URL')).toBe('postgres://a')
    expect([secretOf({}, 'DATABASE_URL'), secretOf({ DATABASE_URL: '', DATABASE_URL_FILE: '' }, 'DATABASE_URL')]).toEqual([null, null])
  })

  it.each([
    ['both are set', { DATABASE_URL: 'postgres://b', DATABASE_URL_FILE: file }],
    ['the file is missing', { DATABASE_URL_FILE: join(directory, 'none') }],
    ['it is a folder', { DATABASE_URL_FILE: directory }],
  ])('refuses the start where %s', (_, environment) => {
    expect(() => secretOf(environment, 'DATABASE_URL')).toThrow(expect.objectContaining({ code: 'workspace.secret-file' }) as Error)
  })
})
