import { useTranslation } from 'react-i18next'
import type { RatioIndicator, RatioReport, RatioRow } from '../../api/ratio'
import type { ChartYear } from '../../components/chart-scale'
import { RatioChart, ReportFigure } from '../../components/ratio-chart'
import { useFormat } from '../../i18n/format'

const rowOf = (report: RatioReport, indicator: RatioIndicator): RatioRow | undefined => report.rows.find((row) => row.indicator === indicator)

/** One ratio: its figure, the sentence that says of how many, and its years. */
export function RatioFigure({ series, reports, chosen }: { series: 'women' | 'children'; reports: RatioReport[]; chosen: RatioReport }) {
  const { t } = useTranslation('ratio')
  const { number, percent } = useFormat()
  const indicator: RatioIndicator = series === 'women' ? 'rasio-kekerasan-terhadap-perempuan' : 'rasio-kekerasan-terhadap-anak'
  const row = rowOf(chosen, indicator)
  const years = reports.map((report): ChartYear => ({
    year: report.year,
    value: rowOf(report, indicator)?.value ?? null,
    target: null,
    outcome: 'none',
  }))
  const last = chosen.year - 1
  const change = ({ yearOnYear }: RatioRow): string => {
    if (yearOnYear.exact === null) return yearOnYear.reasonCode === 'year-on-year.from-zero' ? t('fromZero', { year: last }) : ''
    if (!/[1-9]/.test(yearOnYear.exact)) return t('same', { year: last })
    const fell = yearOnYear.exact.startsWith('-')
    return t(fell ? 'down' : 'up', { percent: percent(yearOnYear.exact.replace('-', '')), year: last })
  }
  const sentence = (found: RatioRow): string => {
    if (found.denominator === null) return `${t('victims', { count: found.numerator })} ${found.reason ?? ''}`
    const of = number(found.denominator)
    return `${t(series === 'women' ? 'ofWomen' : 'ofChildren', { count: found.numerator, of })} ${change(found)}`
  }
  const span = { from: reports[0]?.year ?? chosen.year, to: reports.at(-1)?.year ?? chosen.year }
  return (
    <div>
      <ReportFigure title={t(series)} value={row?.value ?? null} noTarget={t('noTarget')} sentence={row === undefined ? '' : sentence(row)} />
      <RatioChart title={t(series === 'women' ? 'womenChart' : 'childrenChart', span)} series={series} years={years} />
    </div>
  )
}
