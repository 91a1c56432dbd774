import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import { randomUuid } from '#kernel'
import { ownPort } from '#testing'
import { RunningProcess } from '../faults/running-process'
import type { BenchRow } from './bench-row'
import { throughput } from './throughput'

const ROOT = join(__dirname, '..', '..')

/**
 * A command over HTTP (session, validation, load, decide, seal, append) against an empty Fastify route that reads the same body;
 * one and eight clients, one product on its embedded database.
 */
export async function benchHttp(): Promise<BenchRow[]> {
  const directory = mkdtempSync(join(tmpdir(), 'teduh-bench-http-'))
  const empty = Fastify()
  empty.post('/', (_request, reply) => reply.send({ id: '', revision: 0, position: '' }))
  try {
    const bare = await empty.listen({ host: '127.0.0.1', port: 0 })
    const product = await startProduct(directory)
    try {
      const api = `${product.address}/api/v1`
      const cookie = await signIn(api)
      const caseId = await takeComplaint(api, cookie)
      const contact = JSON.stringify({ method: 'telepon', reached: false, attemptedAt: new Date().toISOString(), outsideSafeWindow: false })
      const floor = (): Promise<unknown> => post(bare, contact, cookie)
      const complaint = (): Promise<unknown> => takeComplaint(api, cookie)
      const command = (): Promise<unknown> => post(`${api}/cases/${caseId}/contacts`, contact, cookie)
      const rows: BenchRow[] = []
      for (const clients of [1, 8])
        rows.push(
          await compare(`HTTP, whole complaint, ${clients} client${clients > 1 ? 's' : ''} against an empty route`, clients, floor, complaint),
        )
      rows.push(await compare('HTTP, contact attempt on a growing case, 1 client against an empty route', 1, floor, command))
      return rows
    } finally {
      await product.stop()
    }
  } finally {
    await empty.close()
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
export async function startProduct(directory: string): Promise<RunningProcess> {
  const port = await ownPort()
  const env = { ...process.env, TEDUH_DATA: join(directory, 'data'), TEDUH_PORT: String(port), NODE_ENV: 'production' }
  return RunningProcess.start('product', ['dist/apps/api/src/main.js'], port, { cwd: ROOT, env })
}

async function signIn(api: string): Promise<string> {
  const body = JSON.stringify({ username: 'petugas.contoh', password: 'payung-di-serambi' })
  const response = await fetch(`${api}/session`, { method: 'POST', headers: headers(), body })
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

async function takeComplaint(api: string, cookie: string): Promise<string> {
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
  const answer = (await post(`${api}/cases`, JSON.stringify(form), cookie)) as { id: string }
  return answer.id
}

async function post(url: string, body: string, cookie: string): Promise<unknown> {
  const response = await fetch(url, { method: 'POST', headers: { ...headers(), cookie, 'idempotency-key': randomUuid() }, body })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return response.json()
}

const headers = (): Record<string, string> => ({ 'content-type': 'application/json', 'x-teduh': '1' })
