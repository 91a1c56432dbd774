import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { ownPort, until } from '#testing'
import { METRICS_TOKEN, startApi, type Api } from './start-api'

const ROOT = resolve(__dirname, '..', '..')
const NODE = ['--conditions=teduh-source', '--require', './libs/testing/run-typescript.cjs', 'apps/worker/src/main.ts']

let api: Api
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.close())

interface Worker {
  readonly child: ChildProcessWithoutNullStreams
  readonly said: () => string
  /** Its exit code; null where a signal ended it */
  readonly ended: Promise<number | null>
}

function worker(port: string, more: Readonly<Record<string, string>> = {}): Worker {
  const child = spawn(process.execPath, NODE, { cwd: ROOT, env: { ...process.env, ...api.environment, TEDUH_WORKER_PORT: port, ...more } })
  let said = ''
  for (const output of [child.stdout, child.stderr]) output.on('data', (chunk: Buffer) => (said += chunk.toString()))
  return { child, said: () => said, ended: once(child, 'close').then(() => child.exitCode) }
}

describe('the worker', () => {
  it('answers for its health, tells of every reader, and ends at a stop with nothing left to do', async () => {
    const port = await ownPort()
    const { child, ended, said } = worker(String(port))
    const ask = (path: string): Promise<Response | null> => fetch(`http://127.0.0.1:${port}${path}`).catch(() => null)
    await until(async () => (await ask('/health/ready'))?.status === 200, 'it is ready')
    expect((await ask('/health/live'))?.status).toBe(200)
    expect((await ask('/apa-saja'))?.status).toBe(404)
    const metrics = (await (await ask('/metrics'))?.text()) ?? ''
    for (const reader of api.workspace.projections.names) expect(metrics).toContain(`teduh_reader_lag_events{reader="${reader}"}`)
    child.kill('SIGTERM')
    expect([await ended, said()]).toEqual([0, expect.not.stringContaining('rror') as unknown])
  }, 240_000)

  it('shows its metrics to nobody elsewhere without the token of its file, and its health to everybody', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'teduh-worker-'))
    const file = join(directory, 'metrics_token')
    writeFileSync(file, `${METRICS_TOKEN}\n`)
    const port = await ownPort()
    const { child, ended } = worker(String(port), { TEDUH_METRICS_TOKEN_FILE: file })
    // what a proxy passes on is not the machine's own
    const ask = async (path: string, headers: Record<string, string> = {}): Promise<number | null> =>
      fetch(`http://127.0.0.1:${port}${path}`, { headers: { 'x-forwarded-for': '203.0.113.5', ...headers } }).then(
        ({ status }) => status,
        () => null,
      )
    await until(async () => (await ask('/health/ready')) === 200, 'it is ready')
    expect(await ask('/health/live')).toBe(200)
    expect(await ask('/metrics')).toBe(404)
    expect(await ask('/metrics', { authorization: 'Bearer lain' })).toBe(404)
    expect(await ask('/metrics', { authorization: `Bearer ${METRICS_TOKEN}` })).toBe(200)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    rmSync(directory, { recursive: true, force: true })
  }, 240_000)

  it('refuses a file of the token that is not there, before it opens anything', async () => {
    const { ended, said } = worker('0', { TEDUH_METRICS_TOKEN_FILE: '/tidak/ada' })
    expect(await ended).toBe(1)
    expect(said().trim()).toMatch(/^Berkas \/tidak\/ada dari TEDUH_METRICS_TOKEN_FILE tidak dapat dibaca/)
  }, 60_000)

  it('says in one sentence that its port is taken, and ends', async () => {
    const other = createServer().listen(0)
    await once(other, 'listening')
    const { ended, said } = worker(String((other.address() as AddressInfo).port))
    expect(await ended).toBe(1)
    expect(said().trim().split('\n').at(-1)).toMatch(/^Porta ini sedang dipakai .*TEDUH_WORKER_PORT/)
    expect(said()).not.toMatch(/^\s+at /m)
    other.close()
  }, 240_000)

  it.each(['bukan angka', '70000', '-1'])(
    'refuses the port "%s" before it opens anything',
    async (port) => {
      const { ended, said } = worker(port)
      expect(await ended).toBe(1)
      expect(said().trim()).toMatch(/^TEDUH_WORKER_PORT: /)
    },
    240_000,
  )
})
