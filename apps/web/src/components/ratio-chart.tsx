import { useId, type CSSProperties, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../i18n/number'
import { chartColumns, type ChartYear } from './chart-scale'
import style from './ratio-chart.module.css'
import { TargetResult, type TargetOutcome } from './state-chips'

export interface RatioChartProps {
  /** Its accessible name: "Rasio kekerasan terhadap perempuan, 2020–2024". */
  title: string
  /** Women: solid telaga. Children: kunyit hatch with a dark outline. */
  series: 'women' | 'children'
  years: ChartYear[]
  height?: number
}

/** Bars from 0 with their values, the target as a dark rule across, NA where the bar would stand; the rows under the axis are its table. */
export function RatioChart({ title, series, years, height = 190 }: RatioChartProps) {
  const { t } = useTranslation(['common', 'states'])
  const hatch = useId()
  const columns = chartColumns(years, height)
  const step = 100 / Math.max(years.length, 1)
  const percent = (value: number): string => `${String(value)}%`
  const sentences = years.map(({ year, value, target, outcome }) => {
    const shown = value === null ? t('chart.na') : formatNumber(value)
    if (target === null) return t('chart.sentenceNoTarget', { year, value: shown })
    return t('chart.sentence', { year, value: shown, target: formatNumber(target), result: t(`states:target.short.${outcome}`) })
  })
  return (
    <figure className={style.figure} style={{ '--years': years.length } as CSSProperties}>
      <div className={style.plot}>
        <svg className={style.svg} height={height} role="img" aria-label={`${title}. ${sentences.join('; ')}.`}>
          <defs>
            <pattern id={hatch} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect width="8" height="8" className={style.hatchGround} />
              <path d="M4 0v8" className={style.hatchLine} />
            </pattern>
          </defs>
          {years.map(({ year, value }, index) => {
            const column = columns[index]
            if (column === undefined) return null
            const middle = percent((index + 0.5) * step)
            const ruleY = height - (column.rule ?? 0)
            const ends = { x1: percent((index + 0.16) * step), x2: percent((index + 0.84) * step), y1: ruleY, y2: ruleY }
            return (
              <g key={year}>
                {column.bar !== undefined && (
                  <rect
                    x={percent((index + 0.29) * step)}
                    width={percent(0.42 * step)}
                    y={height - column.bar}
                    height={column.bar}
                    className={style[series]}
                    {...(series === 'children' ? { fill: `url(#${hatch})` } : {})}
                  />
                )}
                {column.rule !== undefined && (
                  <>
                    <line {...ends} className={style.halo} />
                    <line {...ends} className={style.rule} />
                  </>
                )}
                <text x={middle} y={height - column.label} textAnchor="middle" className={value === null ? style.na : style.value}>
                  {value === null ? t('chart.na') : formatNumber(value)}
                </text>
              </g>
            )
          })}
        </svg>
      </div>
      <table className={style.table}>
        <caption className="said">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t('chart.year')}</th>
            {years.map(({ year }) => (
              <th key={year} scope="col">
                {year}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Cells
            head={t('chart.value')}
            hidden
            cells={years.map(({ year, value }) => [year, value === null ? t('chart.na') : formatNumber(value)])}
          />
          <Cells
            head={t('chart.target')}
            cells={years.map(({ year, target }) => [year, target === null ? t('chart.noTarget') : formatNumber(target)])}
          />
          <Cells
            head={t('chart.result')}
            cells={years.map(({ year, value, target, outcome }) => [
              year,
              target === null && value !== null ? t('chart.notJudged') : <TargetResult key={year} outcome={outcome} short />,
            ])}
          />
        </tbody>
      </table>
    </figure>
  )
}

function Cells({ head, cells, hidden = false }: { head: string; cells: [number, ReactNode][]; hidden?: boolean }) {
  return (
    <tr className={hidden ? 'said' : undefined}>
      <th scope="row">{head}</th>
      {cells.map(([year, cell]) => (
        <td key={year}>{cell}</td>
      ))}
    </tr>
  )
}

/** Two scales, two charts: side by side in one sheet, stacked where it is narrow. */
export function ChartPair({ children }: { children: ReactNode }) {
  return <div className={style.pair}>{children}</div>
}

/** The line that says what the dark rule is; the only legend a chart has. */
export function TargetLegend({ children }: { children: ReactNode }) {
  return <p className={style.legend}>{children}</p>
}

/** A line under the charts where there is no target to explain. */
export function ChartNote({ children }: { children: ReactNode }) {
  return <p className={style.note}>{children}</p>
}

/** A report's figure with its result, its target in words and the sentence that says of how many. */
export function ReportFigure({
  title,
  value,
  sentence,
  ...target
}: {
  title: string
  value: string | null
  sentence: ReactNode
} & ({ outcome: TargetOutcome; against?: string; noTarget?: never } | { noTarget: string; outcome?: never; against?: never })) {
  const { t } = useTranslation()
  return (
    <div className={style.head}>
      <h2>{title}</h2>
      <div className={style.number}>
        <span className={style.big}>{value === null ? t('chart.na') : formatNumber(value)}</span>
        <div>
          {target.outcome === undefined ? <p className={style.against}>{target.noTarget}</p> : <TargetResult outcome={target.outcome} />}
          {target.against !== undefined && <p className={style.against}>{target.against}</p>}
        </div>
      </div>
      <p className={style.sentence}>{sentence}</p>
    </div>
  )
}
