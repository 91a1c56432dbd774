import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exclusively, initCluster, loopbackUrl, provisionRoles, randomPassword, runningServer, startServer, SUPERUSER } from '#database'
import { TEST_RUN_PID } from './config'
import { ownPort } from './own-port'

/** The one server that all suites of a run share. */
export interface TestServer {
  readonly port: number
  readonly superuser: string
  readonly owner: string
  readonly app: string
}

let started: Promise<TestServer> | null = null

/**
 * Starts the run's embedded PostgreSQL, or joins the one that another worker of the run started. It keeps its promises to
 * the disk (fsync is on). A guard process stops it and removes its files when the run is over, even when it was killed.
 * @throws DatabaseError `database.no-binaries` where the platform has none
 */
export function sharedServer(): Promise<TestServer> {
  started ??= startOrJoin(join(tmpdir(), `teduh-test-${TEST_RUN_PID}`))
  return started
}

async function startOrJoin(folder: string): Promise<TestServer> {
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  return exclusively(join(folder, 'lock'), async () => {
    const card = join(folder, 'server.json')
    const data = join(folder, 'data')
    if (existsSync(card) && runningServer(data) !== null) return JSON.parse(readFileSync(card, 'utf8')) as TestServer
    const server = { port: await ownPort(), superuser: randomPassword(), owner: randomPassword(), app: randomPassword() }
    const log = join(folder, 'log')
    rmSync(data, { recursive: true, force: true })
    await initCluster(data, { password: server.superuser, log, sync: false })
    const pid = await startServer(data, { port: server.port, log, settings: ['max_connections=300'] })
    guard(pid, folder)
    await provisionRoles(loopbackUrl(server.port, SUPERUSER, server.superuser, 'postgres'), server)
    writeFileSync(card, JSON.stringify(server), { mode: 0o600 })
    return server
  })
}

function guard(server: number, folder: string): void {
  const script = 'while kill -0 "$1"; do sleep 1; done; kill -INT "$2"; while kill -0 "$2"; do sleep 0.1; done; rm -rf "$3"'
  spawn('sh', ['-c', script, 'sh', String(TEST_RUN_PID), String(server), folder], { detached: true, stdio: 'ignore', cwd: '/' }).unref()
}
