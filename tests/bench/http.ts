import { once } from 'node:events'
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import { randomUuid } from '#kernel'
import type { BenchRow } from './bench-row'
import { throughput } from './throughput'

const ROOT = join(__dirname, '..', '..')
const PORT = 4790
/** Milliseconds until what was started is given up: a slow, loaded machine takes its time. */
const PATIENCE = 180_000

/**
 * A command over HTTP (session, validation, load, decide, seal, append) against an empty Fastify route that reads the same body;
 * one and eight clients, one product on its embedded database.
 */
export async function benchHttp(): Promise<BenchRow[]> {
  const directory = mkdtempSync(join(tmpdir(), 'teduh-bench-http-'))
  const product = await startProduct(directory, PORT)
  const empty = Fastify()
  empty.post('/', (_request, reply) => reply.send({ id: '', revision: 0, position: '' }))
  await empty.listen({ port: PORT + 1 })
  try {
    const cookie = await signIn()
    const caseId = await takeComplaint(cookie)
    const contact = JSON.stringify({ method: 'telepon', reached: false, attemptedAt: new Date().toISOString(), outsideSafeWindow: false })
    const floor = (): Promise<unknown> => post(`http://127.0.0.1:${PORT + 1}/`, contact, cookie)
    const complaint = (): Promise<unknown> => takeComplaint(cookie)
    const command = (): Promise<unknown> => post(`http://127.0.0.1:${PORT}/api/v1/cases/${caseId}/contacts`, contact, cookie)
    const rows: BenchRow[] = []
    for (const clients of [1, 8])
      rows.push(await compare(`HTTP, whole complaint, ${clients} client${clients > 1 ? 's' : ''} against an empty route`, clients, floor, complaint))
    rows.push(await compare('HTTP, contact attempt on a growing case, 1 client against an empty route', 1, floor, command))
    return rows
  } finally {
    await empty.close()
    product.kill('SIGINT')
    await once(product, 'exit')
    rmSync(directory, { recursive: true, force: true })
  }
}

async function compare(name: string, clients: number, floor: () => Promise<unknown>, ours: () => Promise<unknown>): Promise<BenchRow> {
  await throughput(clients, 500, floor)
  await throughput(clients, 1_000, ours)
  const bare = await throughput(clients, 2_000, floor)
  const found = await throughput(clients, 3_000, ours)
  const ratio = Number((found.perSecond / bare.perSecond).toFixed(2))
  return { name, floor: Math.round(bare.perSecond), ours: Math.round(found.perSecond), ratio, unit: 'requests/s', p50: found.p50, p99: found.p99 }
}

/** Starts the built product on a directory of its own and waits until a page answers. */
export function startProduct(directory: string, port: number): Promise<ChildProcess> {
  const environment = { TEDUH_DATA: join(directory, 'data'), TEDUH_PORT: String(port), NODE_ENV: 'production' }
  return startProcess([join(ROOT, 'dist', 'apps', 'api', 'src', 'main.js')], environment, port)
}

/** Starts a Node process and waits until its `/health/ready` answers. */
export async function startProcess(args: readonly string[], environment: Readonly<Record<string, string>>, port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [...args], { cwd: ROOT, env: { ...process.env, ...environment }, stdio: ['ignore', 'ignore', 'pipe'] })
  let told = ''
  child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()))
  const end = performance.now() + PATIENCE
  while (performance.now() < end) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the process did not start: ${told}`)
    const ready = await fetch(`http://127.0.0.1:${port}/health/ready`).then(
      (response) => response.ok,
      () => false,
    )
    if (ready) return child
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  child.kill('SIGINT')
  throw new Error(`the process did not answer in time: ${told}`)
}

async function signIn(): Promise<string> {
  const body = JSON.stringify({ username: 'petugas.contoh', password: 'payung-di-serambi' })
  const response = await fetch(`http://127.0.0.1:${PORT}/api/v1/session`, { method: 'POST', headers: headers(), body })
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

async function takeComplaint(cookie: string): Promise<string> {
  const form = {
    channel: 'telepon',
    reporterKind: 'guru',
    receivedAt: new Date().toISOString(),
    urgency: 'sedang',
    victims: [{ identity: { name: 'Korban Sintetis 900' }, sex: 'P', age: { years: 15, statedFor: 'kejadian' }, kecamatan: 'Hilir Contoh' }],
    perpetrators: [],
    relatedPersons: [],
    relations: [],
    incident: { when: { precision: 'tidak_diketahui' }, place: 'sekolah', forms: ['psikis'], flags: [], sexualForms: [] },
  }
  const answer = (await post(`http://127.0.0.1:${PORT}/api/v1/cases`, JSON.stringify(form), cookie)) as { id: string }
  return answer.id
}

async function post(url: string, body: string, cookie: string): Promise<unknown> {
  const response = await fetch(url, { method: 'POST', headers: { ...headers(), cookie, 'idempotency-key': randomUuid() }, body })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return response.json()
}

const headers = (): Record<string, string> => ({ 'content-type': 'application/json', 'x-teduh': '1' })
