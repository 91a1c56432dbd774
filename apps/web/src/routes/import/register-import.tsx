import { useTranslation } from 'react-i18next'
import { useExplain } from '../../api/explain'
import { checkRegister, importRegister, type RegisterCheck, type RegisterResult } from '../../api/imports'
import { Button, ButtonLink } from '../../components/button'
import { Loading } from '../../components/answered'
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

/** The columns of a register, in the order of the form. */
const columns = [
  ...['nomor_register', 'tanggal_pengaduan', 'kanal', 'nama_korban', 'nik_korban', 'jenis_kelamin', 'tanggal_lahir', 'umur', 'kecamatan', 'desa'],
  ...['tanggal_kejadian', 'jenis_kekerasan', 'kdrt', 'tempat_kejadian', 'hubungan_pelaku', 'jenis_kelamin_pelaku', 'umur_pelaku', 'layanan'],
  ...['status', 'tanggal_selesai'],
]

/** A register from a spreadsheet: checked as a whole, imported as a whole. */
export function RegisterImport() {
  const { t } = useTranslation('import')
  const way = useFileImport(checkRegister, importRegister)
  const { file, checking, importing } = way
  return (
    <ImportPage title={t('register')} sub={t('registerSub')} step={way.step}>
      {file === undefined ? (
        <PickFile
          how={[t('pick.registerHow'), t('pick.registerDates'), t('pick.registerUnknown')]}
          columns={columns}
          templateName={t('pick.templateName')}
          onPick={way.choose}
        />
      ) : (
        <WithSide
          sideLabel={t('file.title')}
          side={
            <FileSide
              name={file.name}
              facts={checking.data?.file}
              rows={checking.data?.file.rows}
              ready={checking.data?.faults.length === 0 && checking.data.rows > 0}
              label={t('run', { count: checking.data?.file.rows ?? 0 })}
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

type Way = ReturnType<typeof useFileImport<RegisterCheck, RegisterResult>>

function Main({ way, name }: { way: Way; name: string }) {
  const { t } = useTranslation('import')
  const { number } = useFormat()
  const explain = useExplain()
  const { checking, importing } = way
  if (importing.isSuccess) return <Result result={importing.data} name={name} onMore={way.restart} />
  if (importing.isPending) return <Running rows={checking.data?.rows ?? 0} />
  if (importing.isError) {
    return (
      <Banner kind="bad" title={t('runFailed')}>
        <p>{explain(importing.error)}</p>
        <p>
          <Button onClick={way.run}>{t('runAgain')}</Button>
        </p>
      </Banner>
    )
  }
  if (checking.isError) {
    return (
      <Banner kind="bad" title={t('checkFailed')}>
        <p>{explain(checking.error)}</p>
        <p>
          <Button onClick={way.checkAgain}>{t('checkAgain')}</Button>
        </p>
      </Banner>
    )
  }
  if (checking.data === undefined) return <Loading />
  const { faults, file, cases, rows } = checking.data
  if (faults.length === 0) {
    return (
      <Banner kind="good" title={t('fine.title', { rows: number(rows) })}>
        <p>{t('fine.registerDetail', { cases: number(cases) })}</p>
      </Banner>
    )
  }
  const wrong = rowsAtFault(faults)
  return (
    <div className={style.main}>
      <Banner kind="bad" title={wrong === 0 ? t('faults.fileTitle') : t('faults.title', { wrong: number(wrong), rows: number(file.rows) })}>
        <p>{wrong === 0 ? t('faults.fileDetail') : t('faults.detail', { right: number(Math.max(file.rows - wrong, 0)) })}</p>
      </Banner>
      <FaultList faults={faults} caption={t('faults.table')} fileName={name} identities />
    </div>
  )
}

function Result({ result, name, onMore }: { result: RegisterResult; name: string; onMore: () => void }) {
  const { t } = useTranslation('import')
  const { number } = useFormat()
  const { cases, victims, services, endings } = result.added
  const summary = { cases: number(cases), victims: number(victims), services: number(services), endings: number(endings) }
  return (
    <div className={style.main}>
      <Banner kind="good" title={t('done.title')}>
        <p>{result.unchanged ? (result.conflicts.length > 0 ? t('done.nothingAdded') : t('done.unchanged')) : t('done.registerSummary', summary)}</p>
      </Banner>
      {result.conflicts.length > 0 && (
        <>
          <div>
            <h2>{t('done.conflicts', { count: rowsAtFault(result.conflicts) })}</h2>
            <p className={style.quiet}>{t('done.conflictsDetail')}</p>
          </div>
          <FaultList
            head={t('done.differs')}
            faults={result.conflicts}
            caption={t('done.conflicts', { count: rowsAtFault(result.conflicts) })}
            fileName={name}
            identities
          />
        </>
      )}
      <div className={style.pickRow}>
        <ButtonLink tone="due" to="/rasio">
          {t('done.toRatio')}
        </ButtonLink>
        <ButtonLink to="/kasus">{t('done.toCases')}</ButtonLink>
        <Button tone="quiet" onClick={onMore}>
          {t('done.more')}
        </Button>
      </div>
    </div>
  )
}
