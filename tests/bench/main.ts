import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbeddedDatabase, runMigrations } from '#database'
import { randomUuid } from '#kernel'
import { allMigrations } from '#workspace'
import { benchAppend } from './append'
import type { BenchRow } from './bench-row'
import { benchCaseList } from './case-list'
import { benchDecide } from './decide'
import { benchHttp } from './http'
import { benchRatio } from './ratio'
import { benchRebuild } from './rebuild'
import { benchStart } from './start'

type Bench = (ownerUrl: string, appUrl: string) => Promise<BenchRow[]>

/** Each on a fresh embedded PostgreSQL with its durability as delivered. */
const BENCHES: Readonly<Record<string, Bench>> = {
  append: benchAppend,
  decide: benchDecide,
  rebuild: (_ownerUrl, appUrl) => benchRebuild(appUrl),
  ratio: benchRatio,
  'case-list': benchCaseList,
  http: benchHttp,
  start: benchStart,
}

async function main(names: readonly string[]): Promise<void> {
  const chosen = names.length > 0 ? names : Object.keys(BENCHES)
  const rows: BenchRow[] = []
  for (const name of chosen) {
    const bench = BENCHES[name]
    if (!bench) throw new Error(`no bench ${name}; there are ${Object.keys(BENCHES).join(', ')}`)
    process.stderr.write(`${name} …\n`)
    rows.push(...(await onFreshDatabase(bench)))
  }
  process.stdout.write(`${render(rows)}\n`)
}

async function onFreshDatabase(bench: Bench): Promise<BenchRow[]> {
  const root = join(tmpdir(), `teduh-bench-${randomUuid()}`)
  const database = await openEmbeddedDatabase(root)
  try {
    await runMigrations(database.ownerUrl, allMigrations)
    return await bench(database.ownerUrl, database.appUrl)
  } finally {
    await database.close()
    rmSync(root, { recursive: true, force: true })
  }
}

/** A Markdown table, as README has it. */
function render(rows: readonly BenchRow[]): string {
  const number = (value: number | undefined): string => (value === undefined ? '' : value >= 100 ? String(Math.round(value)) : value.toFixed(2))
  const lines = rows.map(
    (row) =>
      `| ${row.name} | ${number(row.floor)} | ${number(row.ours)} | ${row.ratio.toFixed(2)} | ${row.unit} | ${number(row.p50)} | ${number(row.p99)} |`,
  )
  return ['| what | floor | ours | ratio | unit | p50 ms | p99 ms |', '|---|---|---|---|---|---|---|', ...lines].join('\n')
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exit(1)
})
