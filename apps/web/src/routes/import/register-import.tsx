import { useTranslation } from 'react-i18next'
import { checkRegister, importRegister, type RegisterResult } from '../../api/imports'
import { Button, ButtonLink } from '../../components/button'
import { useFormat } from '../../i18n/format'
import { Banner } from './banner'
import { FaultList } from './fault-list'
import { rowsAtFault } from './faults'
import { FileImport } from './file-import'
import style from './import.module.css'
import { useFileImport } from './use-file-import'

/** The columns of a register, in the order of the form. */
const columns = [
  ...['nomor_register', 'tanggal_pengaduan', 'kanal', 'nama_korban', 'nik_korban', 'jenis_kelamin', 'tanggal_lahir', 'umur', 'kecamatan', 'desa'],
  ...['tanggal_kejadian', 'jenis_kekerasan', 'kdrt', 'tempat_kejadian', 'hubungan_pelaku', 'jenis_kelamin_pelaku', 'umur_pelaku', 'layanan'],
  ...['status', 'tanggal_selesai'],
]

/** A register from a spreadsheet. */
export function RegisterImport() {
  const { t } = useTranslation('import')
  const { number } = useFormat()
  const way = useFileImport(checkRegister, importRegister)
  const found = way.checking.data
  return (
    <FileImport
      title={t('register')}
      sub={t('registerSub')}
      pick={{
        how: [t('pick.registerHow'), t('pick.registerDates'), t('pick.registerUnknown')],
        columns,
        templateName: t('pick.templateName'),
      }}
      way={way}
      found={found && { faults: found.faults, right: found.rows, rows: found.file.rows, facts: found.file }}
      label={t('run', { count: found?.file.rows ?? 0 })}
      becomes={t('fine.registerDetail', { cases: number(found?.cases ?? 0) })}
      identities
      done={(result, name) => <Result result={result} name={name} onMore={way.restart} />}
    />
  )
}

function Result({ result, name, onMore }: { result: RegisterResult; name: string; onMore: () => void }) {
  const { t } = useTranslation('import')
  const { number } = useFormat()
  const { cases, victims, services, endings } = result.added
  const summary = { cases: number(cases), victims: number(victims), services: number(services), endings: number(endings) }
  return (
    <>
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
    </>
  )
}
