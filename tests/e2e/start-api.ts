import 'reflect-metadata'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argonPasswords, createUser, saveUnit, setPassword, type Role, type Unit } from '#access'
import { DAY, FixedClock, randomUuid, type Uuid } from '#kernel'
import { LONG, startTestDatabase } from '#testing'
import { openWorkspace, type Workspace, type WorkspaceMode } from '#workspace'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import type { Config } from '../../apps/api/src/config'
import { createApp } from '../../apps/api/src/create-app'
import { Client } from './client'
import { watchReads } from './declared-reads'

export { LONG }

/** Friday 20 November 2026, 10:00 WIB */
export const NOW = '2026-11-20T03:00:00.000Z'
export const PASSWORD = 'payung di serambi'

export const UNIT: Unit = { id: '0a0a0a0a-0000-4000-8000-000000000001', name: 'UPTD PPA Contoh', zone: 'Asia/Jakarta', regency: 'Kabupaten Contoh' }
export const OTHER_UNIT: Unit = { id: '0b0b0b0b-0000-4000-8000-000000000001', name: 'UPTD PPA Lain', zone: 'Asia/Makassar', regency: 'Kota Lain' }

export interface Person {
  readonly id: Uuid
  readonly username: string
  readonly roles: readonly Role[]
  readonly unit: Unit | null
}

const person = (username: string, roles: readonly Role[], unit: Unit | null = UNIT): Person => ({ id: randomUuid(), username, roles, unit })

/** Everybody who may sign in; one of each role, a second officer, and colleagues of another unit. */
export const PEOPLE = {
  officer: person('petugas', ['caseworker']),
  colleague: person('rekan', ['caseworker']),
  head: person('kepala', ['head_of_unit']),
  department: person('dinas', ['department']),
  administrator: person('pengelola', ['administrator']),
  stranger: person('petugas.lain', ['caseworker'], OTHER_UNIT),
  strangerHead: person('kepala.lain', ['head_of_unit'], OTHER_UNIT),
} as const
export type Who = keyof typeof PEOPLE

export interface Api {
  readonly app: NestFastifyApplication
  readonly workspace: Workspace
  readonly clock: FixedClock
  /** Signs in as the superuser: for looking at stored bytes */
  readonly superuserUrl: string
  /** Nobody signed in */
  client(): Client
  /** Signed in; the same client each time */
  as(who: Who): Promise<Client>
  /** For a command line that joins the same installation */
  readonly environment: Readonly<Record<string, string>>
  /** What the erasure ledger holds */
  ledger(): string
  /** The log's last position; unchanged where nothing was written */
  head(): Promise<string | null>
  close(): Promise<void>
}

export interface ApiOptions {
  readonly mode?: WorkspaceMode
  readonly now?: string
  /** false: an installation without any account */
  readonly people?: boolean
  /** The built pages, visited over plain HTTP; none unless told */
  readonly web?: string
  /** The EventStoreDB its log is in, whose database is empty; in PostgreSQL unless told */
  readonly eventStoreUrl?: string
}

export const METRICS_TOKEN = 'sandi-metrik-contoh'

/** The product as it is served, on a database of its own, with its readers running and a clock that the test moves. */
export async function startApi({ mode = 'demo', now = NOW, people = true, web, eventStoreUrl }: ApiOptions = {}): Promise<Api> {
  const database = await startTestDatabase()
  const directory = mkdtempSync(join(tmpdir(), 'teduh-e2e-'))
  const clock = new FixedClock(now)
  const config: Config = {
    host: '127.0.0.1',
    port: 0,
    dataDirectory: join(directory, 'data'),
    databaseUrls: { owner: database.ownerUrl, app: database.appUrl },
    eventStoreUrl: eventStoreUrl ?? null,
    mode,
    keyFile: join(directory, 'key', 'master.key'),
    webDirectory: web ?? join(directory, 'no-web'),
    secureCookies: web === undefined,
    runReaders: true,
    metricsToken: METRICS_TOKEN,
  }
  const workspace = await openWorkspace({ ...config, clock })
  const stopping = new AbortController()
  const readers = workspace.projections.run(stopping.signal)
  if (people) await admitPeople(workspace)
  watchReads(workspace.pool)
  const app = await createApp(config, workspace)
  const clients = new Map<Who, Client>()
  return {
    app,
    workspace,
    clock,
    superuserUrl: database.superuserUrl,
    environment: {
      DATABASE_URL: database.ownerUrl,
      DATABASE_APP_URL: database.appUrl,
      TEDUH_DATA: config.dataDirectory,
      TEDUH_KEY_FILE: config.keyFile,
    },
    client: () => new Client(app),
    async as(who) {
      const known = clients.get(who)
      if (known) return known
      const client = new Client(app)
      const answer = await client.post('/session', { username: PEOPLE[who].username, password: PASSWORD })
      if (answer.status !== 200) throw new Error(`${who} could not sign in: ${answer.text}`)
      clients.set(who, client)
      return client
    },
    head: () => workspace.log.head(),
    ledger: () => readFileSync(join(directory, 'key', 'erasures.jsonl'), 'utf8'),
    async close() {
      stopping.abort()
      await readers.catch(() => undefined)
      await app.close()
      await workspace.close()
      await database.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

async function admitPeople({ pool, clock }: Workspace): Promise<void> {
  for (const unit of [UNIT, OTHER_UNIT]) await saveUnit(pool, unit, clock.now())
  const hash = await argonPasswords().hash(PASSWORD)
  for (const { id, username, roles, unit } of Object.values(PEOPLE)) {
    await createUser(pool, { id, username, displayName: `Nama ${username}`, roles, unitId: unit?.id ?? null }, clock.now())
    await setPassword(pool, id, hash)
  }
}

export const YESTERDAY = new Date(Date.parse(NOW) - DAY).toISOString()
