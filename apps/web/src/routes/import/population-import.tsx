import { useTranslation } from 'react-i18next'
import { useExplain } from '../../api/explain'
import { checkPopulation, importPopulation, type PopulationCheck } from '../../api/imports'
import { useSession } from '../../api/session'
import { Loading } from '../../components/answered'
import { Button, ButtonLink } from '../../components/button'
import { WithSide } from '../../components/page'
import { useFormat } from '../../i18n/format'
import { Banner } from './banner'
import { FaultList } from './fault-list'
import { rowsAtFault } from './faults'
import { FileSide } from './file-side'
import { ImportPage } from './import-page'
import style from './import.module.css'
import { PickFile } from './pick-file'
import { Running } from './running'
import { useFileImport } from './use-file-import'

const columns = ['year', 'region', 'sex', 'age_band', 'count', 'source', 'document_number', 'reference_date', 'status']

/** The denominators of the annual ratios, with where they come from. */
export function PopulationImport() {
  const { t } = useTranslation('import')
  const way = useFileImport(checkPopulation, importPopulation)
  const { file, checking, importing } = way
  return (
    <ImportPage title={t('population')} sub={t('populationSub')} step={way.step}>
      {file === undefined ? (
        <PickFile
          how={[t('pick.populationHow'), t('pick.populationKept')]}
          columns={columns}
          templateName={t('pick.populationTemplateName')}
          onPick={way.choose}
        />
      ) : (
        <WithSide
          sideLabel={t('file.title')}
          side={
            <FileSide
              name={file.name}
              rows={checking.data === undefined ? undefined : checking.data.rows + rowsAtFault(checking.data.faults)}
              ready={checking.data?.faults.length === 0 && checking.data.rows > 0}
              label={t('runPopulation', { count: checking.data?.rows ?? 0 })}
              busy={importing.isPending}
              done={importing.isSuccess}
              onPick={way.choose}
              onRun={way.run}
            />
          }
        >
          <Main way={way} name={file.name} />
        </WithSide>
      )}
    </ImportPage>
  )
}

function Main({ way, name }: { way: ReturnType<typeof useFileImport<PopulationCheck, PopulationCheck>>; name: string }) {
  const { t } = useTranslation('import')
  const { number } = useFormat()
  const explain = useExplain()
  const mayRead = useSession().data?.permissions.includes('ratio.read') === true
  const { checking, importing } = way
  if (importing.isPending) return <Running rows={checking.data?.rows ?? 0} />
  if (importing.isError || checking.isError) {
    const again = importing.isError ? way.run : way.checkAgain
    return (
      <Banner kind="bad" title={importing.isError ? t('runFailed') : t('checkFailed')}>
        <p>{explain(importing.error ?? checking.error)}</p>
        <p>
          <Button onClick={again}>{importing.isError ? t('runAgain') : t('checkAgain')}</Button>
        </p>
      </Banner>
    )
  }
  if (importing.isSuccess) {
    return (
      <div className={style.main}>
        <Banner kind="good" title={t('done.title')}>
          <p>{t('done.population', { count: importing.data.rows })}</p>
        </Banner>
        <div className={style.pickRow}>
          {mayRead && (
            <ButtonLink tone="due" to="/rasio">
              {t('done.toRatio')}
            </ButtonLink>
          )}
          <Button tone="quiet" onClick={way.restart}>
            {t('done.more')}
          </Button>
        </div>
      </div>
    )
  }
  if (checking.data === undefined) return <Loading />
  const { faults, rows } = checking.data
  if (faults.length === 0) {
    return (
      <Banner kind="good" title={t('fine.title', { rows: number(rows) })}>
        <p>{t('fine.populationDetail')}</p>
      </Banner>
    )
  }
  return (
    <div className={style.main}>
      <Banner
        kind="bad"
        title={
          rowsAtFault(faults) === 0
            ? t('faults.fileTitle')
            : t('faults.title', { wrong: rowsAtFault(faults), rows: number(rows + rowsAtFault(faults)) })
        }
      >
        <p>{t('faults.fileDetail')}</p>
      </Banner>
      <FaultList faults={faults} caption={t('faults.table')} fileName={name} identities={false} />
    </div>
  )
}
