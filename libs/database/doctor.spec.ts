import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '#kernel'
import { startTestDatabase, type TestDatabase } from '#testing'
import { examineDatabase, examineFiles, findingText, type Finding } from './doctor'
import { askDatabase, lookAtFiles } from './doctor-facts'
import { withClient } from './roles'

const levels = (findings: readonly Finding[]): Readonly<Record<string, string>> =>
  Object.fromEntries(findings.map(({ code, level }) => [code, level]))
const allOk = { 'key-apart': 'ok', 'key-mode': 'ok', 'directory-mode': 'ok', 'settings-mode': 'ok', 'free-disk': 'ok' }

describe('doctor on files', () => {
  let base: string
  let data: string
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'teduh-doctor-'))
    data = join(base, '.teduh')
    mkdirSync(data, { mode: 0o700 })
    mkdirSync(join(base, 'keys'))
    for (const file of ['keys/master.key', '.teduh/master.key', '.teduh/database.json']) writeFileSync(join(base, file), 'x', { mode: 0o600 })
  })
  afterEach(() => {
    rmSync(base, { recursive: true, force: true })
  })

  it('is content with a key apart, and everything closed', () => {
    expect(levels(examineFiles(lookAtFiles(join(base, 'keys/master.key'), data), true))).toEqual(allOk)
  })

  it('fails a production whose key stands in the data directory, and warns the demo', () => {
    const facts = lookAtFiles(join(data, 'master.key'), data)
    expect(levels(examineFiles(facts, true))).toMatchObject({ 'key-apart': 'failure' })
    expect(levels(examineFiles(facts, false))).toMatchObject({ 'key-apart': 'warning' })
  })

  it('sees through a link, and warns of a key beside the data directory', () => {
    symlinkSync(join(data, 'master.key'), join(base, 'keys/link.key'))
    expect(levels(examineFiles(lookAtFiles(join(base, 'keys/link.key'), data), true))).toMatchObject({ 'key-apart': 'failure' })
    writeFileSync(join(base, 'beside.key'), 'x', { mode: 0o600 })
    expect(levels(examineFiles(lookAtFiles(join(base, 'beside.key'), data), true))).toMatchObject({ 'key-apart': 'warning' })
  })

  it('fails files and folders open to others, and a key that is missing', () => {
    chmodSync(join(base, 'keys/master.key'), 0o640)
    chmodSync(join(data, 'database.json'), 0o644)
    chmodSync(data, 0o755)
    const open = { 'key-mode': 'failure', 'directory-mode': 'failure', 'settings-mode': 'failure' }
    expect(levels(examineFiles(lookAtFiles(join(base, 'keys/master.key'), data), true))).toMatchObject(open)
    expect(levels(examineFiles(lookAtFiles(join(base, 'keys/none.key'), data), true))).toMatchObject({ 'key-mode': 'failure' })
  })

  it('warns below a gibibyte of free disk and fails when nothing is left', () => {
    const facts = lookAtFiles(join(base, 'keys/master.key'), data)
    expect(levels(examineFiles({ ...facts, freeBytes: 900 * 1024 * 1024 }, true))).toMatchObject({ 'free-disk': 'warning' })
    expect(levels(examineFiles({ ...facts, freeBytes: 1024 }, true))).toMatchObject({ 'free-disk': 'failure' })
  })
})

describe('doctor on the database', () => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await startTestDatabase()
    await withClient(database.ownerUrl, (client) =>
      client.query('CREATE SCHEMA event_log; CREATE TABLE event_log.events (n int); GRANT SELECT, INSERT ON event_log.events TO teduh_app'),
    )
  })
  afterEach(() => database.stop())

  const asOwner = (sql: string): Promise<unknown> => withClient(database.superuserUrl, (client) => client.query(sql))
  const examined = async (url = database.appUrl): Promise<Readonly<Record<string, string>>> =>
    levels(examineDatabase(await askDatabase(url, true, systemClock)))

  it('is content with the app role as it is made', async () => {
    const findings = examineDatabase(await askDatabase(database.appUrl, true, systemClock))
    expect(new Set(Object.values(levels(findings)))).toEqual(new Set(['ok']))
    expect(findings.map((finding) => findingText(finding, 'id')).join(' ')).not.toMatch(/[{}]/)
  })

  it('fails an app role that can change the log', async () => {
    await asOwner('GRANT UPDATE, TRUNCATE ON event_log.events TO teduh_app')
    const finding = examineDatabase(await askDatabase(database.appUrl, true, systemClock)).find(({ code }) => code === 'app-role-log')
    expect(finding).toMatchObject({ level: 'failure', params: { rights: 'event_log.events TRUNCATE, event_log.events UPDATE' } })
  })

  it('fails an app role that owns something', async () => {
    await asOwner('CREATE TABLE public.mine (n int); ALTER TABLE public.mine OWNER TO teduh_app')
    expect(await examined()).toMatchObject({ 'app-role-owns': 'failure' })
  })

  it('fails the product signed in as the superuser', async () => {
    expect(await examined(database.superuserUrl)).toMatchObject({ 'app-role-power': 'failure', 'app-role-log': 'failure' })
  })

  it('warns where the role is only lent', async () => {
    const url = new URL(database.superuserUrl)
    url.searchParams.set('options', '-c role=teduh_app')
    expect(await examined(url.href)).toMatchObject({ 'app-role-sign-in': 'warning', 'app-role-power': 'ok', 'app-role-log': 'ok' })
  })

  it('judges versions, clocks and durability', async () => {
    const facts = await askDatabase(database.appUrl, true, systemClock)
    expect(levels(examineDatabase({ ...facts, versionNumber: 170_002 }))).toMatchObject({ 'server-version': 'failure' })
    expect(levels(examineDatabase({ ...facts, embedded: false, versionNumber: 170_002 }))).toMatchObject({ 'server-version': 'warning' })
    expect(levels(examineDatabase({ ...facts, embedded: false, versionNumber: 140_002 }))).toMatchObject({ 'server-version': 'failure' })
    expect(levels(examineDatabase({ ...facts, clockSkew: -5_000 }))).toMatchObject({ 'clock-skew': 'warning' })
    expect(levels(examineDatabase({ ...facts, clockSkew: 61_000 }))).toMatchObject({ 'clock-skew': 'failure' })
    expect(levels(examineDatabase({ ...facts, unsafeSettings: ['fsync'] }))).toMatchObject({ durability: 'failure' })
  })
})
