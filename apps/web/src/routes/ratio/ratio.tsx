import { IconAlertTriangle, IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { ratioSeriesQuery, type RatioReport, type RatioSeries } from '../../api/ratio'
import { useInstallation, useSession } from '../../api/session'
import { Answered } from '../../components/answered'
import { Button, ButtonLink } from '../../components/button'
import { FilterSelect } from '../../components/filter-select'
import { Page } from '../../components/page'
import { PageTitle } from '../../components/page-title'
import { ChartPair, ChartNote } from '../../components/ratio-chart'
import { Sheet } from '../../components/sheet'
import { Note } from '../../components/side-section'
import { useFormat } from '../../i18n/format'
import { RatioFigure } from './ratio-figure'
import { RatioTable } from './ratio-table'
import style from './ratio.module.css'

const asked = 10
const charted = 5

/** The last whole year of which something was counted; else the present one. */
const yearToShow = ({ years, currentYear }: RatioSeries): number => {
  const measured = years.filter(
    ({ year, rows, reconciliation }) => year < currentYear && rows.some(({ value }) => value !== null) && reconciliation.victims > 0,
  )
  return measured.at(-1)?.year ?? currentYear
}

/** The annual ratios of violence against women and children. Aggregates only. */
export function Ratio() {
  const { t } = useTranslation('ratio')
  const { asOf, dayOf } = useFormat()
  const to = Number(dayOf(new Date()).slice(0, 4))
  const query = useQuery(ratioSeriesQuery(to - asked + 1, to))
  const regency = useInstallation().data?.regency
  const [address, setAddress] = useSearchParams()
  const wanted = Number(address.get('tahun') ?? '')
  const { data } = query
  const year = data === undefined ? undefined : data.years.some((one) => one.year === wanted) ? wanted : yearToShow(data)
  const chosen = data?.years.find((one) => one.year === year)
  const when = chosen === undefined ? '' : asOf(chosen.asOf)
  const sub = chosen === undefined ? '\u00a0' : regency == null ? t('subPlain', { when }) : t('sub', { regency, when })
  return (
    <Page>
      <PageTitle
        title={year === undefined ? t('loadingTitle') : t('title', { year })}
        sub={sub}
        actions={
          data !== undefined && (
            <>
              <FilterSelect
                label={t('year')}
                all={String(yearToShow(data))}
                value={year === yearToShow(data) ? '' : String(year)}
                options={data.years
                  .map((one) => one.year)
                  .filter((one) => one !== yearToShow(data))
                  .reverse()
                  .map((one) => ({ value: String(one), label: String(one) }))}
                onChange={(value) => {
                  setAddress(value === '' ? {} : { tahun: value }, { replace: true })
                }}
              />
              <Button
                className={style.noPrint ?? ''}
                icon={<IconPrinter size={18} aria-hidden />}
                onClick={() => {
                  window.print()
                }}
              >
                {t('print')}
              </Button>
            </>
          )
        }
      />
      <Answered query={query} as="figures">
        {(series) => chosen !== undefined && <Report series={series} chosen={chosen} />}
      </Answered>
    </Page>
  )
}

function Report({ series, chosen }: { series: RatioSeries; chosen: RatioReport }) {
  const { t } = useTranslation('ratio')
  const { year } = chosen
  const reports = series.years.filter((one) => one.year > year - charted && one.year <= year)
  return (
    <div className={style.page}>
      <Warnings series={series} chosen={chosen} />
      <Sheet>
        <ChartPair>
          <RatioFigure series="women" reports={reports} chosen={chosen} />
          <RatioFigure series="children" reports={reports} chosen={chosen} />
        </ChartPair>
      </Sheet>
      <ChartNote>{t('legend')}</ChartNote>
      <RatioTable reports={reports} year={year} />
      <Provenance report={chosen} />
    </div>
  )
}

/** What keeps these figures from being published, or from being read as those of a whole year. */
function Warnings({ series: { currentYear }, chosen }: { series: RatioSeries; chosen: RatioReport }) {
  const { t } = useTranslation(['ratio', 'common'])
  const mayUpload = useSession().data?.permissions.includes('import.population') === true
  const icon = <IconAlertTriangle size={18} aria-hidden />
  const reasons = [...new Set(chosen.rows.flatMap(({ reason }) => (reason === undefined ? [] : [reason])))]
  return (
    <>
      {!chosen.reconciliation.balanced && (
        <Note tone="bata" icon={icon} title={t('common:marks.figures.incomplete')}>
          <p>{t('unbalanced')}</p>
        </Note>
      )}
      {chosen.importUnderWay && (
        <Note tone="kunyit" icon={icon} title={t('importing')}>
          <p>{t('importingDetail')}</p>
        </Note>
      )}
      {reasons.length > 0 && (
        <Note tone="kunyit" icon={icon} title={t('naTitle', { year: chosen.year })}>
          {reasons.map((reason) => (
            <p key={reason}>{reason}</p>
          ))}
          {mayUpload && (
            <div>
              <ButtonLink to="/penduduk">{t('naAction')}</ButtonLink>
            </div>
          )}
        </Note>
      )}
      {chosen.year === currentYear && <p className={style.meta}>{t('running', { year: currentYear })}</p>}
    </>
  )
}

/** The line that every ratio carries, and where its numbers come from. */
function Provenance({ report: { year, reconciliation, rows, lastEvent } }: { report: RatioReport }) {
  const { t } = useTranslation('ratio')
  const { number } = useFormat()
  const { victims, women, children, adultMen, unknown, straddling, erased } = reconciliation
  const parts = { women: number(women), children: number(children), adultMen: number(adultMen), unknown: number(unknown) }
  const population = rows.find((row) => row.population !== null)?.population
  const status = population?.status === 'tetap' || population?.status === 'sementara' ? population.status : 'none'
  return (
    <div className={style.lines}>
      <p className={style.balance}>
        <b>{t('balance', { year, victims: number(victims) })}</b> {t('balanceParts', parts)}
      </p>
      {straddling > 0 && <p className={style.meta}>{t('straddling', { count: straddling })}</p>}
      {erased > 0 && <p className={style.meta}>{t('erased', { count: erased })}</p>}
      <p className={style.meta}>
        {population == null
          ? t('noSource', { year })
          : t('source', {
              year: population.year,
              source: population.sources.join('; '),
              documents: population.documents.length === 0 ? '' : t('documents', { list: population.documents.join('; ') }),
              status: t(`status.${status}`),
            })}{' '}
        {lastEvent === null ? t('noEvent') : t('lastEvent', { id: lastEvent })}
      </p>
    </div>
  )
}
