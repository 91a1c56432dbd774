import { useTranslation } from 'react-i18next'
import type { RatioReport, RatioRow } from '../../api/ratio'
import { DataTable, type RowGroup } from '../../components/data-table'
import { Facts } from '../../components/list-row'
import { Sheet } from '../../components/sheet'
import { useFormat } from '../../i18n/format'
import style from './ratio.module.css'

interface Line {
  year: number
  row: RatioRow
  chosen: boolean
}

/** Numerator and denominator of every bar, on the page that shows it. */
export function RatioTable({ reports, year }: { reports: RatioReport[]; year: number }) {
  const { t } = useTranslation('ratio')
  const { number, percent } = useFormat()
  const groupOf = (indicator: string, title: string): RowGroup<Line> => {
    const rows = reports.flatMap((report): Line[] => {
      const row = report.rows.find((one) => one.indicator === indicator)
      return row === undefined ? [] : [{ year: report.year, row, chosen: report.year === year }]
    })
    const last = rows.at(-1)?.row
    return {
      key: indicator,
      rows,
      head: (
        <span className={style.indicator}>
          <strong>{title}</strong>
          {last !== undefined && <Facts facts={[last.name]} />}
          {last !== undefined && <Facts facts={[t('definition', { version: last.definition.version })]} />}
        </span>
      ),
    }
  }
  const changed = (value: string | null): string => (value === null ? t('na') : percent(value))
  return (
    <Sheet>
      <DataTable
        caption={t('table')}
        groupHead={t('columns.indicator')}
        groups={[groupOf('rasio-kekerasan-terhadap-perempuan', t('womenShort')), groupOf('rasio-kekerasan-terhadap-anak', t('childrenShort'))]}
        rowKey={({ year: of, row }) => `${row.indicator} ${String(of)}`}
        columns={[
          {
            key: 'year',
            head: t('columns.year'),
            align: 'end',
            names: true,
            cell: ({ year: of, chosen }) => (chosen ? <strong>{of}</strong> : <span className={style.quiet}>{of}</span>),
          },
          { key: 'victims', head: t('columns.victims'), align: 'end', cell: ({ row }) => number(row.numerator) },
          {
            key: 'population',
            head: t('columns.population'),
            align: 'end',
            cell: ({ row }) => (row.denominator === null ? <span className={style.quiet}>{t('noneYet')}</span> : number(row.denominator)),
          },
          {
            key: 'ratio',
            head: t('columns.ratio'),
            align: 'end',
            cell: ({ row }) => <strong>{row.value === null ? t('na') : number(row.value)}</strong>,
          },
          { key: 'target', head: t('columns.target'), align: 'end', cell: () => <span className={style.quiet}>{t('noneYet')}</span> },
          { key: 'exact', head: t('columns.exact'), align: 'end', cell: ({ row }) => changed(row.yearOnYear.exact) },
          { key: 'document', head: t('columns.document'), align: 'end', cell: ({ row }) => changed(row.yearOnYear.document) },
        ]}
      />
    </Sheet>
  )
}
