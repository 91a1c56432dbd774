import { useTranslation } from 'react-i18next'
import { checkPopulation, importPopulation } from '../../api/imports'
import { useSession } from '../../api/session'
import { Button, ButtonLink } from '../../components/button'
import { Banner } from './banner'
import { rowsAtFault } from './faults'
import { FileImport } from './file-import'
import style from './import.module.css'
import { useFileImport } from './use-file-import'

const columns = ['year', 'region', 'sex', 'age_band', 'count', 'source', 'document_number', 'reference_date', 'status']

/** The denominators of the annual ratios, with where they come from. */
export function PopulationImport() {
  const { t } = useTranslation('import')
  const way = useFileImport(checkPopulation, importPopulation)
  const found = way.checking.data
  return (
    <FileImport
      title={t('population')}
      sub={t('populationSub')}
      pick={{ how: [t('pick.populationHow'), t('pick.populationKept')], columns, templateName: t('pick.populationTemplateName') }}
      way={way}
      found={found && { faults: found.faults, right: found.rows, rows: found.rows + rowsAtFault(found.faults) }}
      label={t('runPopulation', { count: found?.rows ?? 0 })}
      becomes={t('fine.populationDetail')}
      identities={false}
      done={({ rows }) => <Result rows={rows} onMore={way.restart} />}
    />
  )
}

function Result({ rows, onMore }: { rows: number; onMore: () => void }) {
  const { t } = useTranslation('import')
  const mayRead = useSession().data?.permissions.includes('ratio.read') === true
  return (
    <>
      <Banner kind="good" title={t('done.title')}>
        <p>{t('done.population', { count: rows })}</p>
      </Banner>
      <div className={style.pickRow}>
        {mayRead && (
          <ButtonLink tone="due" to="/rasio">
            {t('done.toRatio')}
          </ButtonLink>
        )}
        <Button tone="quiet" onClick={onMore}>
          {t('done.more')}
        </Button>
      </div>
    </>
  )
}
