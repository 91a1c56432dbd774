import { FIGURE_MODELS, ratioReport, type RatioReport } from '#indicators'
import { isInstant } from '#kernel'
import type { Standing } from '#read-models'
import { CommandRefused, csv, EXIT, print, say, table } from './terminal'
import { caughtUp, withWorkspace } from './with-workspace'

export interface RatioOptions {
  readonly year: string
  readonly asOf?: string
  readonly format: string
}

/** `teduh report ratio --year Y [--as-of INSTANT] [--format table|json|csv]` */
export async function reportRatio({ year, asOf, format }: RatioOptions): Promise<void> {
  if (!/^20\d\d$/.test(year)) throw new CommandRefused('Tahun: empat angka, misalnya --year 2024.', EXIT.misuse)
  if (asOf !== undefined && !isInstant(asOf)) throw new CommandRefused('--as-of: waktu UTC, misalnya 2026-11-20T10:00:00Z.', EXIT.misuse)
  const render = RENDERERS[format]
  if (!render) throw new CommandRefused('--format: table, json, atau csv.', EXIT.misuse)
  await withWorkspace(async (workspace) => {
    await caughtUp(workspace, FIGURE_MODELS)
    const now = workspace.clock.now()
    // Nobody has seen the future's figures.
    const upTo = asOf !== undefined && asOf < now ? asOf : now
    const report = await ratioReport(workspace.pool, { year: Number(year), asOf: upTo })
    print(render(report))
    for (const mark of marksOf(report)) say(mark)
    if (report.importUnderWay) say('Ada impor yang belum selesai; isinya belum dihitung.')
  })
}

/** What keeps a report from being that of the whole log; each format carries it, for it is kept and passed on. */
const marksOf = ({ incomplete, pausedSince }: Standing): readonly string[] => [
  ...(incomplete ? ['BELUM LENGKAP: ada catatan yang ditahan. Angka ini tidak boleh diterbitkan; lihat teduh projections parked list.'] : []),
  ...(pausedSince === null
    ? []
    : [`BELUM MUTAKHIR: pembaruan dijeda sejak ${pausedSince}. Angka ini tidak boleh diterbitkan; lanjutkan dengan teduh projections resume.`]),
]

const briefMarksOf = ({ incomplete, pausedSince }: Standing): readonly string[] => [
  ...(incomplete ? ['belum lengkap'] : []),
  ...(pausedSince === null ? [] : [`dijeda sejak ${pausedSince}`]),
]

const HEAD = ['indikator', 'pembilang', 'penyebut', 'per', 'nilai', 'keterangan'] as const

const cells = (report: RatioReport): (readonly [string, number, number | null, number, string, string])[] =>
  report.rows.map(({ indicator, numerator, denominator, per, display, reason }) => [indicator, numerator, denominator, per, display, reason ?? ''])

const RENDERERS: Readonly<Record<string, (report: RatioReport) => string>> = {
  json: (report) => JSON.stringify(report, null, 2),
  csv: (report) =>
    csv([
      HEAD,
      ...report.rows.map((row) => [
        row.indicator,
        row.numerator,
        row.denominator,
        row.per,
        row.value,
        [...(row.reason === undefined ? [] : [row.reason]), ...briefMarksOf(report)].join('; '),
      ]),
    ]),
  table: (report) => {
    const rows = cells(report).map((row) => row.map((cell) => (cell === null ? 'NA' : String(cell))))
    const { victims, women, children, adultMen, unknown, erased } = report.reconciliation
    const line = `Semua korban ${report.year}: ${victims} = perempuan 18+ ${women} + anak ${children} + laki-laki dewasa ${adultMen} + tidak diketahui ${unknown}`
    return [
      table(HEAD, rows),
      '',
      ...marksOf(report),
      line,
      ...(erased === 0 ? [] : [`${erased} di antaranya dihapus: tetap dihitung, tanpa data yang dapat mengenali orangnya`]),
      `Keadaan data ${report.asOf}, peristiwa terakhir ${report.lastEvent ?? '-'}`,
    ].join('\n')
  },
}
