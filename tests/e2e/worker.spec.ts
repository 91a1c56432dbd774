import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { findFreePort } from '#database'
import { startApi, type Api } from './start-api'

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

function worker(port: string): Worker {
  const child = spawn(process.execPath, NODE, { cwd: ROOT, env: { ...process.env, ...api.environment, TEDUH_WORKER_PORT: port } })
  let said = ''
  for (const output of [child.stdout, child.stderr]) output.on('data', (chunk: Buffer) => (said += chunk.toString()))
  return { child, said: () => said, ended: once(child, 'close').then(() => child.exitCode) }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 60_000; !(await holds());) {
    if (performance.now() > end) throw new Error('waited in vain')
    await new Promise((resolved) => setTimeout(resolved, 20))
  }
}

describe('the worker', () => {
  it('answers for its health, tells of every reader, and ends at a stop with nothing left to do', async () => {
    const port = await findFreePort()
    const { child, ended, said } = worker(String(port))
    const ask = (path: string): Promise<Response | null> => fetch(`http://127.0.0.1:${port}${path}`).catch(() => null)
    await until(async () => (await ask('/health/ready'))?.status === 200)
    expect((await ask('/health/live'))?.status).toBe(200)
    expect((await ask('/apa-saja'))?.status).toBe(404)
    const metrics = (await (await ask('/metrics'))?.text()) ?? ''
    for (const reader of api.workspace.projections.names) expect(metrics).toContain(`teduh_reader_lag_events{reader="${reader}"}`)
    child.kill('SIGTERM')
    expect([await ended, said()]).toEqual([0, expect.not.stringContaining('rror') as unknown])
  }, 90_000)

  it('says in one sentence that its port is taken, and ends', async () => {
    const other = createServer().listen(0)
    await once(other, 'listening')
    const { ended, said } = worker(String((other.address() as AddressInfo).port))
    expect(await ended).toBe(1)
    expect(said().trim().split('\n').at(-1)).toMatch(/^Porta pekerja sedang dipakai .*TEDUH_WORKER_PORT/)
    expect(said()).not.toMatch(/^\s+at /m)
    other.close()
  }, 90_000)

  it.each(['bukan angka', '70000', '-1'])(
    'refuses the port "%s" before it opens anything',
    async (port) => {
      const { ended, said } = worker(port)
      expect(await ended).toBe(1)
      expect(said().trim()).toMatch(/^TEDUH_WORKER_PORT: /)
    },
    60_000,
  )
})
