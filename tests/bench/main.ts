import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openEmbeddedDatabase, runMigrations, withClient } from '#database'
import { randomUuid } from '#kernel'
import { allMigrations } from '#workspace'
import { benchAppend } from './append'
import type { BenchRow } from './bench-row'
import { benchCaseList } from './case-list'
import { benchDecide } from './decide'
import { benchEventStore } from './eventstore'
import { readFigures, scaleTable, table, writeFigures, type Figures } from './figures'
import { benchHttp } from './http'
import { benchMove } from './move'
import { benchRatio } from './ratio'
import { benchRebuild } from './rebuild'
import { measureScale } from './scale'
import { benchStart } from './start'

type Bench = (ownerUrl: string, appUrl: string) => Promise<BenchRow[]>

/** Each on a fresh embedded PostgreSQL with its durability as delivered. */
const BENCHES: Readonly<Record<string, Bench>> = {
  append: benchAppend,
  decide: benchDecide,
  rebuild: (_ownerUrl, appUrl) => benchRebuild(appUrl),
  ratio: benchRatio,
  'case-list': benchCaseList,
  move: (_ownerUrl, appUrl) => benchMove(appUrl),
  http: benchHttp,
  start: benchStart,
}
const SIZES = [10_000, 100_000]
const MILLION = 1_000_000

async function main(): Promise<void> {
  const options = { write: { type: 'boolean' }, million: { type: 'boolean' } } as const
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const names = positionals.length > 0 ? positionals : [...Object.keys(BENCHES), 'scale']
  if (names.length > 1) return eachByItself(names)
  const [name = ''] = names
  process.stderr.write(`${name} …\n`)
  const before = readFigures()
  const figures = name === 'scale' ? await scale(before, values.million ? [...SIZES, MILLION] : SIZES) : await bench(before, name)
  if (values.write) writeFigures(figures, Object.keys(BENCHES))
}

/** A process each, as for a user: what one leaves behind in memory and in the compiler's head would slow the next. */
function eachByItself(names: readonly string[]): void {
  const flags = process.argv.slice(2).filter((word) => word.startsWith('--'))
  for (const name of names) {
    const { status } = spawnSync(process.execPath, [...process.execArgv, __filename, name, ...flags], { stdio: 'inherit' })
    if (status !== 0) throw new Error(`the bench ${name} failed`)
  }
}

async function bench(figures: Figures, name: string): Promise<Figures> {
  const one = BENCHES[name]
  if (!one && name !== 'eventstore') throw new Error(`no bench ${name}; there are ${[...Object.keys(BENCHES), 'scale', 'eventstore'].join(', ')}`)
  const taken = one ? await onFreshDatabase(one) : await benchEventStore(process.env['EVENTSTORE_URL'])
  const { rows, server } = Array.isArray(taken) ? { rows: taken, server: 'EventStoreDB' } : { rows: taken.found, server: taken.server }
  process.stdout.write(`${table(rows)}\n\n`)
  return { ...figures, benches: { ...figures.benches, [name]: { ...stamp(server), rows } } }
}

async function scale(figures: Figures, sizes: readonly number[]): Promise<Figures> {
  const { found: points, server } = await onFreshDatabase((ownerUrl) => measureScale(ownerUrl, sizes, (text) => process.stderr.write(`  ${text}\n`)))
  process.stdout.write(`${scaleTable(points)}\n\n`)
  return { ...figures, scale: { ...stamp(server), points } }
}

const stamp = (server: string): { on: string; machine: string } => ({
  on: new Date().toISOString().slice(0, 10),
  machine: `${cpus().length} cores, Node ${process.versions.node}, ${server}`,
})

async function onFreshDatabase<Found>(work: (ownerUrl: string, appUrl: string) => Promise<Found>): Promise<{ found: Found; server: string }> {
  const root = join(tmpdir(), `teduh-bench-${randomUuid()}`)
  const database = await openEmbeddedDatabase(root)
  try {
    await runMigrations(database.ownerUrl, allMigrations)
    const { rows } = await withClient(database.ownerUrl, (client) => client.query<{ server_version: string }>('show server_version'))
    return { found: await work(database.ownerUrl, database.appUrl), server: `PostgreSQL ${rows[0]?.server_version ?? ''}` }
  } finally {
    await database.close()
    rmSync(root, { recursive: true, force: true })
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exit(1)
})
