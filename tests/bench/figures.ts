import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BenchRow } from './bench-row'
import type { ScalePoint } from './scale'
import { scalePlot } from './scale-plot'

const ROOT = join(__dirname, '..', '..')
const FIGURES = join(__dirname, 'measured.json')
const PLOT = join(__dirname, 'scale.svg')
const BENCH_PAGE = join(__dirname, 'README.md')
const FRONT_PAGE = join(ROOT, 'README.md')

/** What was measured last, by the bench's name, with the day and the machine. */
interface Taken {
  readonly on: string
  readonly machine: string
}
export interface Figures {
  readonly benches: Readonly<Record<string, Taken & { readonly rows: readonly BenchRow[] }>>
  readonly scale?: Taken & { readonly points: readonly ScalePoint[] }
}

export function readFigures(): Figures {
  return existsSync(FIGURES) ? (JSON.parse(readFileSync(FIGURES, 'utf8')) as Figures) : { benches: {} }
}

/**
 * Keeps the figures and writes them where they are told: the tables between their marks on the bench's page and on the front page,
 * and the plot. What wasn't measured now stays as it was.
 * @param order the benches as the front page lists them
 */
export function writeFigures(figures: Figures, order: readonly string[]): void {
  writeFileSync(FIGURES, JSON.stringify(figures, null, 2))
  const { benches, scale } = figures
  const marked: Record<string, string> = Object.fromEntries(
    Object.entries(benches).map(([name, taken]) => [name, `${said(taken)}\n\n${wideTable(taken.rows)}`]),
  )
  if (scale) {
    marked['scale'] = `${said(scale)}\n\n${scaleTable(scale.points)}`
    writeFileSync(PLOT, scalePlot(scale.points, said(scale)))
  }
  replaceMarked(BENCH_PAGE, marked)
  const rows = order.map((name) => benches[name]?.rows ?? [])
  // the front page has all of them or stays as it is
  if (rows.every(({ length }) => length > 0)) replaceFirstTable(FRONT_PAGE, '## How fast it is', table(rows.flat()))
  const prettier = join(ROOT, 'node_modules', 'prettier', 'bin', 'prettier.cjs')
  spawnSync(process.execPath, [prettier, '--write', FIGURES, BENCH_PAGE, FRONT_PAGE], { cwd: ROOT, stdio: 'ignore' })
}

/** @returns a Markdown table as the terminal and the front page have it */
export const table = (rows: readonly BenchRow[]): string =>
  markdown(
    ['what', 'floor', 'ours', 'ratio', 'unit', 'p50 ms', 'p99 ms'],
    rows.map((row) => [row.name, number(row.floor), number(row.ours), row.ratio.toFixed(2), row.unit, number(row.p50), number(row.p99)]),
  )

/** @returns the scale curve as a Markdown table */
export const scaleTable = (points: readonly ScalePoint[]): string =>
  markdown(
    ['events', 'cases', 'append ms', 'load a case ms', 'ratios of a year ms', 'rebuild events/s', 'rebuild s', 'memory MB'],
    points.map(({ events, cases, append, load, ratio, rebuild }) => [
      String(events),
      String(cases),
      ...[append, load, ratio].map(({ p50, p99 }) => `${number(p50)} (${number(p99)})`),
      String(rebuild.perSecond),
      number(rebuild.seconds),
      String(rebuild.peakMegabytes),
    ]),
  )

const wideTable = (rows: readonly BenchRow[]): string =>
  markdown(
    ['what', 'floor', 'ours', 'ratio', 'unit', 'floor p50 (p99) ms', 'ours p50 (p99) ms'],
    rows.map((row) => [
      row.name,
      number(row.floor),
      number(row.ours),
      row.ratio.toFixed(2),
      row.unit,
      both(row.floorP50, row.floorP99),
      both(row.p50, row.p99),
    ]),
  )

const markdown = (heads: readonly string[], lines: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const number = (value: number | undefined): string => (value === undefined ? '' : value >= 100 ? String(Math.round(value)) : value.toFixed(2))

const both = (p50: number | undefined, p99: number | undefined): string => (p50 === undefined ? '' : `${number(p50)} (${number(p99)})`)

const said = ({ on, machine }: Taken): string => `${machine}, ${on}`

function replaceFirstTable(file: string, heading: string, words: string): void {
  const page = readFileSync(file, 'utf8')
  const chapter = page.indexOf(`\n${heading}\n`)
  const [found] = chapter < 0 ? [] : (/(?:^\|.*\n)+/m.exec(page.slice(chapter)) ?? [])
  if (found !== undefined) writeFileSync(file, page.slice(0, chapter) + page.slice(chapter).replace(found, () => `${words}\n`))
}

/** A mark that isn't on the page is no fault: the page says which figures it tells. */
function replaceMarked(file: string, marked: Readonly<Record<string, string>>): void {
  let page = readFileSync(file, 'utf8')
  for (const [name, words] of Object.entries(marked)) {
    const [open, close] = [`<!-- figures: ${name} -->`, `<!-- /figures: ${name} -->`]
    const [start, end] = [page.indexOf(open), page.indexOf(close)]
    if (start >= 0 && end > start) page = `${page.slice(0, start + open.length)}\n\n${words}\n\n${page.slice(end)}`
  }
  writeFileSync(file, page)
}
