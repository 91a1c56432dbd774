import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BenchRow } from './bench-row'
import { startProcess, startProduct } from './http'

const PORT = 4795

/** An empty server of the same framework, as a process of its own. */
const EMPTY = `const server = require('fastify')(); server.get('/health/ready', (_q, r) => r.send({})); server.listen({ port: ${PORT + 1} })`

/** From starting the built product to a page that answers: the first time (database made, demo filled) and again, against an empty Fastify process. */
export async function benchStart(): Promise<BenchRow[]> {
  const directory = mkdtempSync(join(tmpdir(), 'teduh-bench-start-'))
  try {
    const floor = await timed(() => startProcess(['-e', EMPTY], {}, PORT + 1))
    const product = (): Promise<ChildProcess> => startProduct(directory, PORT)
    const first = await timed(product)
    const again = await timed(product)
    const row = (name: string, ours: number): BenchRow => ({ name, floor, ours, ratio: Number((floor / ours).toFixed(2)), unit: 'ms' })
    return [
      row('first start to a page that answers against an empty server', first),
      row('second start to a page that answers against an empty server', again),
    ]
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

async function timed(start: () => Promise<ChildProcess>): Promise<number> {
  const begun = performance.now()
  const child = await start()
  const elapsed = Math.round(performance.now() - begun)
  child.kill('SIGINT')
  await once(child, 'exit')
  return elapsed
}
