import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '#kernel'
import { createMasterKey, MasterKeyFileRefused, masterKeyFromSheet, recoverySheet } from '#privacy'
import { startTestDatabase, type TestDatabase } from '#testing'
import { openWorkspace, WorkspaceError, type WorkspaceOptions } from '#workspace'
import { firstAdministratorLink } from '../../apps/api/src/first-administrator'
import { problemOf, type Client } from './client'
import { complaint } from './forms'
import { startApi, type Api } from './start-api'

// `npm start -- --empty`: from nothing to the first complaint.

const PASSWORDS = { administrator: 'serambi di depan payung', officer: 'payung di depan serambi' } as const

describe('an installation without demo data', () => {
  let api: Api
  let administrator: Client
  let officer: Client
  let unitId: string

  beforeAll(async () => {
    api = await startApi({ mode: 'real', people: false })
    administrator = api.client()
    officer = api.client()
  })
  afterAll(() => api.close())

  const tokenOf = (path: string | null): string => path?.split('#')[1] ?? ''

  it('says what it is, and shows no account', async () => {
    expect((await api.client().get('/installation')).body).toEqual({
      mode: 'real',
      unitName: null,
      regency: null,
      recoveryConfirmed: false,
      demoAccounts: [],
    })
  })

  it('makes its first administrator through a link that works once, and whose successor ends it', async () => {
    const lost = tokenOf(await firstAdministratorLink(api.workspace))
    const token = tokenOf(await firstAdministratorLink(api.workspace))
    const guest = api.client()
    expect((await guest.post('/setup/link', { token: lost })).status).toBe(404)
    expect((await guest.post('/setup/link', { token })).body).toEqual({ username: 'admin', displayName: 'Admin' })
    const weak = await guest.post('/setup/password', { token, password: 'admin' })
    expect([weak.status, problemOf(weak).errors?.[0]?.code]).toEqual([400, 'password.short'])
    expect((await guest.post('/setup/password', { token, password: PASSWORDS.administrator })).status).toBe(204)
    expect((await guest.post('/setup/password', { token, password: 'lain sama sekali' })).status).toBe(404)
    expect(await firstAdministratorLink(api.workspace)).toBeNull()
    expect((await administrator.post('/session', { username: 'admin', password: PASSWORDS.administrator })).status).toBe(200)
  })

  it('founds its unit once', async () => {
    const form = { name: 'UPTD PPA Baru', regency: 'Kabupaten Baru', zone: 'Asia/Makassar' }
    expect((await administrator.post('/setup/unit', { ...form, zone: 'Europe/Paris' })).status).toBe(400)
    expect((await administrator.post('/setup/unit', form)).status).toBe(204)
    expect((await administrator.post('/setup/unit', { ...form, name: 'UPTD PPA Terbaru' })).status).toBe(204)
    const { units } = await administrator.ask<{ units: readonly { id: string; name: string; zone: string }[] }>('/users')
    expect(units).toMatchObject([{ name: 'UPTD PPA Terbaru', zone: 'Asia/Makassar' }])
    unitId = units[0]?.id ?? ''
    expect((await api.client().get('/installation')).body).toMatchObject({ unitName: 'UPTD PPA Terbaru', regency: 'Kabupaten Baru' })
  })

  it('invites its officers by links, the same link form for a repeated request', async () => {
    const form = { username: 'sari', displayName: 'Petugas Baru', roles: ['caseworker'], unitId }
    const made = await administrator.post('/users', form, { key: 'undangan-sari' })
    expect(made.status).toBe(201)
    const again = await administrator.post('/users', form, { key: 'undangan-sari' })
    expect([again.status, (again.body as { user: unknown }).user]).toEqual([201, (made.body as { user: unknown }).user])
    const other = await administrator.post('/users', form)
    expect([other.status, problemOf(other).errors?.[0]?.code]).toEqual([400, 'username.taken'])
    const token = tokenOf((again.body as { link: { path: string } }).link.path)
    expect((await officer.post('/setup/password', { token, password: PASSWORDS.officer })).status).toBe(204)
    expect((await officer.post('/session', { username: 'sari', password: PASSWORDS.officer })).status).toBe(200)
  })

  it('takes no complaint before the check word of the recovery sheet was typed back', async () => {
    const early = await officer.post('/cases', complaint())
    expect([early.status, problemOf(early).code]).toEqual([409, 'recovery.unconfirmed'])
    expect(await api.head()).toBeNull()
    const wrong = await administrator.post('/setup/check-word', { word: 'gimura-sadiku-lanuwi-runasa' })
    expect([wrong.status, problemOf(wrong).errors?.[0]?.code]).toEqual([400, 'recovery.wrong-word'])
    expect((await officer.post('/setup/check-word', { word: 'apa saja' })).status).toBe(403)
    const sheet = recoverySheet(api.workspace.master, '2026-11-20')
    const word = /Kata periksa: (.+)/.exec(sheet)?.[1] ?? ''
    expect(masterKeyFromSheet(sheet).reveal()).toEqual(api.workspace.master.reveal())
    expect((await administrator.post('/setup/check-word', { word: word.toUpperCase().replaceAll('-', ' ') })).status).toBe(204)
    expect((await officer.post('/cases', complaint())).status).toBe(201)
    expect((await api.client().get('/installation')).body).toMatchObject({ recoveryConfirmed: true })
  })

  it('never loses its last administrator', async () => {
    const { users } = await administrator.ask<{ users: readonly { id: string; username: string }[] }>('/users')
    const own = users.find(({ username }) => username === 'admin')?.id ?? ''
    const change = { displayName: 'Admin', roles: ['administrator'], unitId, active: false }
    const answer = await administrator.put(`/users/${own}`, change)
    expect([answer.status, problemOf(answer).code]).toEqual([409, 'user.last-administrator'])
  })

  it('signs a colleague out at once when the account is closed', async () => {
    const { users } = await administrator.ask<{ users: readonly { id: string; username: string }[] }>('/users')
    const theirs = users.find(({ username }) => username === 'sari')?.id ?? ''
    const change = { displayName: 'Petugas Baru', roles: ['caseworker'], unitId, active: false }
    expect((await administrator.put(`/users/${theirs}`, change)).status).toBe(200)
    expect((await officer.get('/session')).status).toBe(401)
  })
})

describe('a start with real data', () => {
  let database: TestDatabase
  const directory = mkdtempSync(join(tmpdir(), 'teduh-keys-'))
  const keyFile = join(directory, 'keys', 'master.key')
  const options = (more: Partial<WorkspaceOptions> = {}): WorkspaceOptions => ({
    dataDirectory: join(directory, 'data'),
    databaseUrls: { owner: database.ownerUrl, app: database.appUrl },
    keyFile,
    mode: 'real',
    clock: systemClock,
    ...more,
  })
  const opening = async (more?: Partial<WorkspaceOptions>): Promise<unknown> => {
    try {
      await (await openWorkspace(options(more))).close()
      return null
    } catch (error) {
      return error
    }
  }

  beforeAll(async () => {
    database = await startTestDatabase()
  })
  afterAll(async () => {
    await database.stop()
    rmSync(directory, { recursive: true, force: true })
  })

  it('makes a key file that its owner alone may read, and opens again with it', async () => {
    expect(await opening()).toBeNull()
    expect(statSync(keyFile).mode & 0o777).toBe(0o600)
    expect(await opening()).toBeNull()
  })

  it('refuses another key', async () => {
    const other = join(directory, 'other', 'master.key')
    createMasterKey(other)
    expect(await opening({ keyFile: other })).toMatchObject({ name: 'MasterKeyMismatch' })
  })

  it('refuses to make a new key where there is sealed data, and says where the old one comes from', async () => {
    const refused = await opening({ keyFile: join(directory, 'lost', 'master.key') })
    expect(refused).toBeInstanceOf(WorkspaceError)
    expect(refused).toMatchObject({ code: 'workspace.key-lost', sentence: expect.stringMatching(/lembar pemulihan.*recovery sheet/) })
  })

  it('refuses a key beside the data, and only there', async () => {
    for (const inside of ['master.key', 'deeper/master.key'])
      expect(await opening({ keyFile: join(directory, 'data', inside) })).toMatchObject({ code: 'workspace.key-beside-data' })
    const neighbour = await opening({ keyFile: join(directory, 'data-key', 'master.key') })
    expect(neighbour).toMatchObject({ code: 'workspace.key-lost' })
  })

  it('refuses a key file that others may read, or that holds no key', async () => {
    chmodSync(keyFile, 0o644)
    expect(await opening()).toBeInstanceOf(MasterKeyFileRefused)
    chmodSync(keyFile, 0o600)
    const broken = join(directory, 'broken.key')
    writeFileSync(broken, 'bukan kunci', { mode: 0o600 })
    expect(await opening({ keyFile: broken })).toMatchObject({ fault: 'malformed' })
  })

  it('never joins demo data', async () => {
    const demo = await startTestDatabase()
    const urls = { databaseUrls: { owner: demo.ownerUrl, app: demo.appUrl }, keyFile: join(directory, 'demo', 'demo.key') }
    expect(await opening({ ...urls, mode: 'demo' })).toBeNull()
    expect(await opening({ ...urls, mode: 'real' })).toMatchObject({ code: 'workspace.is-demo' })
    await demo.stop()
  })
})
