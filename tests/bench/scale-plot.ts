import type { ScalePoint } from './scale'

/** The product's light look. */
const GROUND = '#F2F5F3'
const SHEET = '#FFFFFF'
const INK = '#15252A'
const SECONDARY = '#42555A'
const HINT = '#586A6F'
const LINE = '#D3DCDA'
const TELAGA = '#0F5F69'
const KUNYIT = '#7F5200'

const [WIDTH, HEIGHT] = [960, 640]
const [CELL_WIDTH, CELL_HEIGHT] = [296, 256]
const PLOT = { left: 52, right: 218, top: 62, bottom: 214 }

interface Series {
  readonly label: string
  readonly colour: string
  readonly dash?: string
  readonly values: readonly number[]
}

interface Panel {
  readonly title: string
  readonly unit: string
  readonly series: readonly Series[]
}

/** @returns an SVG with one small chart a figure; the size of the log runs along each in powers of ten, every scale starts at 0 */
export function scalePlot(points: readonly ScalePoint[], note: string): string {
  const latency = (title: string, of: (point: ScalePoint) => { p50: number; p99: number }): Panel => ({
    title,
    unit: 'milliseconds',
    series: [
      { label: 'p99', colour: KUNYIT, dash: '5 4', values: points.map((point) => of(point).p99) },
      { label: 'p50', colour: TELAGA, values: points.map((point) => of(point).p50) },
    ],
  })
  const rebuild = (title: string, unit: string, of: (point: ScalePoint) => number): Panel => ({
    title,
    unit,
    series: [{ label: '', colour: TELAGA, values: points.map(of) }],
  })
  const panels = [
    latency('Append one event', ({ append }) => append),
    latency('Load a case and fold it', ({ load }) => load),
    latency('Annual ratios of a year', ({ ratio }) => ratio),
    rebuild('Rebuild all read models', 'events a second', (point) => point.rebuild.perSecond),
    rebuild('Rebuild, whole', 'seconds', (point) => point.rebuild.seconds),
    rebuild('Memory while rebuilding', 'megabytes, at most', (point) => point.rebuild.peakMegabytes),
  ]
  const events = points.map((point) => point.events)
  const cells = panels.map((panel, index) =>
    cell(panel, events, 24 + (index % 3) * (CELL_WIDTH + 12), 72 + Math.floor(index / 3) * (CELL_HEIGHT + 12)),
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" font-family="'Atkinson Hyperlegible Next', system-ui, sans-serif" font-size="13">`,
    `<title>Speed by the size of the log</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="${GROUND}"/>`,
    text(24, 34, 'Speed by the size of the log', `font-size="19" font-weight="650" fill="${INK}"`),
    text(24, 56, note, `fill="${SECONDARY}"`),
    ...cells,
    text(24, HEIGHT - 12, 'Along each chart: events in the log. Solid: the middle one. Dashed: 99 of 100 are faster.', `fill="${SECONDARY}"`),
    '</svg>',
    '',
  ].join('\n')
}

function cell({ title, unit, series }: Panel, events: readonly number[], left: number, top: number): string {
  const most = ceiling(Math.max(...series.flatMap(({ values }) => values)))
  const [first, last] = [Math.log10(Math.min(...events)), Math.log10(Math.max(...events))]
  const x = (value: number): number => PLOT.left + ((PLOT.right - PLOT.left) * (Math.log10(value) - first)) / Math.max(last - first, 1e-9)
  const y = (value: number): number => PLOT.bottom - ((PLOT.bottom - PLOT.top) * value) / most
  const rules = [0, most / 2, most].map(
    (value) =>
      `<line x1="${PLOT.left}" x2="${PLOT.right}" y1="${round(y(value))}" y2="${round(y(value))}" stroke="${value === 0 ? HINT : LINE}"/>` +
      text(PLOT.left - 6, y(value) + 4, short(value), `text-anchor="end" font-size="12" fill="${HINT}"`),
  )
  const ticks = events.map((count) => text(x(count), PLOT.bottom + 18, short(count), `text-anchor="middle" font-size="12" fill="${HINT}"`))
  const labels = apart(series.map(({ values }) => y(values.at(-1) ?? 0)))
  const lines = series.map(({ label, colour, dash, values }, index) => {
    const at = values.map((value, index) => [round(x(events[index] ?? 1)), round(y(value))] as const)
    const path = `<polyline points="${at.map((pair) => pair.join(',')).join(' ')}" fill="none" stroke="${colour}" stroke-width="2"${dash ? ` stroke-dasharray="${dash}"` : ''}/>`
    const dots = at.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3.5" fill="${colour}"/>`).join('')
    const ending = `${label} ${short(values.at(-1) ?? 0)}`.trim()
    return path + dots + text(PLOT.right + 9, (labels[index] ?? 0) + 4, ending, `font-size="12" font-weight="650" fill="${colour}"`)
  })
  return [
    `<g transform="translate(${left} ${top})">`,
    `<rect width="${CELL_WIDTH}" height="${CELL_HEIGHT}" rx="8" fill="${SHEET}" stroke="${LINE}"/>`,
    text(16, 26, title, `font-size="15" font-weight="650" fill="${INK}"`),
    text(16, 44, unit, `fill="${SECONDARY}"`),
    ...rules,
    ...ticks,
    ...lines,
    '</g>',
  ].join('\n')
}

/** Labels at least a line apart, in the order they stand in. */
function apart(heights: readonly number[]): readonly number[] {
  const order = heights.map((height, index) => ({ height, index })).sort((a, b) => a.height - b.height)
  const placed: number[] = []
  let free = -Infinity
  for (const { height, index } of order) {
    placed[index] = Math.max(height, free)
    free = (placed[index] ?? 0) + 15
  }
  return placed
}

/** @returns the next larger of 1, 2, 5 times a power of ten, or of half steps between */
function ceiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1e-6)))
  return ([1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((step) => step * power >= value) ?? 10) * power
}

function short(value: number): string {
  if (value >= 1_000_000) return `${trimmed(value / 1_000_000)} M`
  if (value >= 1_000) return `${trimmed(value / 1_000)} k`
  return trimmed(value)
}

const trimmed = (value: number): string =>
  String(value >= 100 ? Math.round(value) : value >= 10 ? Number(value.toFixed(1)) : Number(value.toFixed(2)))

const round = (value: number): number => Math.round(value * 10) / 10

const text = (x: number, y: number, words: string, style: string): string =>
  `<text x="${round(x)}" y="${round(y)}" ${style}>${words.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`
