import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withClient } from '#database'
import { LogIncomplete } from '#event-log'
import { systemClock } from '#kernel'
import { createMasterKey, MasterKey } from '#privacy'
import { startTestPlaces, type TestPlaces } from '#testing'
import { openWorkspace, type WorkspaceOptions } from './open-workspace'
import { secretOf } from './secrets'
import { startRefusal } from './start-refusal'

describe('a start that must not go on', () => {
  let here: TestPlaces
  const options = (more: Partial<WorkspaceOptions> = {}): WorkspaceOptions => ({ ...here.places, mode: 'real', clock: systemClock, ...more })
  /** What the person at the terminal reads. */
  const refusal = async (more?: Partial<WorkspaceOptions>): Promise<string | null> => {
    try {
      await (await openWorkspace(options(more))).close()
      return 'it started'
    } catch (error) {
      return startRefusal(error)
    }
  }
  const asOwner = (sql: string) => withClient(here.database.ownerUrl, (client) => client.query(sql))

  beforeAll(async () => {
    here = await startTestPlaces()
    expect(await refusal()).toBe('it started')
  })
  afterAll(() => here.stop())

  it('says so with another master key', async () => {
    const other = join(here.directory, 'other.key')
    createMasterKey(other, MasterKey.random())
    expect(await refusal({ keyFile: other })).toMatch(/^Kunci ini bukan kunci .* \(This is not the key that the data here was sealed with\./)
  })

  it('says so with a damaged key file', async () => {
    const damaged = join(here.directory, 'damaged.key')
    writeFileSync(damaged, 'not a key\n', { mode: 0o600 })
    expect(await refusal({ keyFile: damaged })).toMatch(
      /^Berkas kunci .*damaged\.key tidak berisi kunci; .* \(The key file .*damaged\.key holds no key; .*\.\)$/,
    )
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
    const erasureLedger = join(here.directory, 'erasures.jsonl')
    writeFileSync(erasureLedger, '{"erasure":"{}","previous":"","hash":"00"}\n')
    const said = await refusal({ erasureLedger })
    expect(said).toBe(
      `Buku penghapusan ${erasureLedger} rusak pada baris 1; kembalikan salinannya yang terbaru. (The erasure ledger ${erasureLedger} is damaged at line 1; put its newest copy back.)`,
    )
  })

  it('starts again after each of them: nothing was changed', async () => {
    expect(await refusal()).toBe('it started')
  })

  it('says where something is missing from the log, and what to do', () => {
    const said = startRefusal(new LogIncomplete('00000000000000000007'))
    expect(said).toMatch(/posisi 0+7: .*teduh log verify; .*teduh projections rebuild\. \(Nothing stands at position 0+7 /)
  })

  const withCode = (message: string, more: object): Error => Object.assign(new Error(message), more)

  it.each([
    [
      'a connection that is refused',
      withCode('connect ECONNREFUSED 10.0.0.1', { code: 'ECONNREFUSED' }),
      /^Basis data tidak dapat dihubungi.*\(ECONNREFUSED\)/,
    ],
    ['a connection that broke', new Error('Connection terminated unexpectedly'), /^Basis data tidak dapat dihubungi, atau sambungannya terputus; /],
    [
      'a connection that had broken before',
      new Error('Client has encountered a connection error and is not queryable'),
      /^Basis data tidak dapat dihubungi, atau sambungannya terputus; /,
    ],
    ['a server that stops', withCode('terminating connection', { code: '57P01' }), /sambungannya terputus \(57P01\)/],
    [
      'a wrong password',
      withCode('password authentication failed for user "x"', { code: '28P01' }),
      /^Basis data menolak masuk \(SQLSTATE 28P01\); periksa DATABASE_URL/,
    ],
    ['a database that there is not', withCode('database "x" does not exist', { code: '3D000' }), /^Basis data menolak masuk/],
    ['a full disk', withCode('could not extend file "rahasia"', { code: '53100' }), /^Basis data menolak \(SQLSTATE 53100\); periksa ruang kosong/],
    [
      'a folder without rights',
      withCode('EACCES: permission denied', { code: 'EACCES', path: '/kunci' }),
      /^Berkas atau folder \/kunci tidak dapat dipakai \(EACCES\)/,
    ],
  ])('has a sentence for %s, in both languages, and nothing of what the other side said', (_, error, expected) => {
    const said = startRefusal(error)
    expect(said).toMatch(expected)
    expect(said).toMatch(/ \(The .*\.\)$/)
    expect(said).not.toContain(error.message)
  })

  it('says so where DATABASE_URL is no address', async () => {
    expect(await refusal({ databaseUrls: { owner: 'bukan-alamat', app: here.database.appUrl } })).toMatch(/^DATABASE_URL bukan alamat basis data; /)
    expect(await refusal({ databaseUrls: { owner: 'bukan-alamat', app: null } })).toMatch(/^DATABASE_URL bukan alamat basis data; /)
  })

  it('says so where a file stands in the place of the folder', async () => {
    const inTheWay = join(here.directory, 'in-the-way')
    writeFileSync(inTheWay, '')
    expect(await refusal({ dataDirectory: inTheWay, databaseUrls: null })).toMatch(/^Folder .*in-the-way tidak dapat ditulisi; /)
  })

  it('leaves every other error alone', () => {
    expect(startRefusal(new TypeError('x'))).toBeNull()
    expect(startRefusal(withCode('listen EADDRINUSE', { code: 'EADDRINUSE' }))).toBeNull()
    expect(startRefusal('x')).toBeNull()
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
