import { mkdtempSync, rmSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ownPort } from '#testing'
import { RunningProcess } from '../faults/running-process'
import type { BenchRow } from './bench-row'
import { startProduct } from './http'

/** An empty server of the same framework, as a process of its own. */
async function startEmpty(): Promise<RunningProcess> {
  const port = await ownPort()
  const script = `const server = require('fastify')(); server.get('/health/ready', (_q, r) => r.send({})); server.listen({ port: ${port} })`
  return RunningProcess.start('empty server', ['-e', script], port, { cwd: join(__dirname, '..', '..') })
}

/** From starting the built product to a page that answers: the first time (database made, demo filled) and again, against an empty Fastify process. */
export async function benchStart(): Promise<BenchRow[]> {
  const directory = mkdtempSync(join(tmpdir(), 'teduh-bench-start-'))
  try {
    const floor = await timed(startEmpty)
    const product = (): Promise<RunningProcess> => startProduct(directory)
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

async function timed(start: () => Promise<RunningProcess>): Promise<number> {
  const begun = performance.now()
  const child = await start()
  const elapsed = Math.round(performance.now() - begun)
  await child.stop()
  return elapsed
}
