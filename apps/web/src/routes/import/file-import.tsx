import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useExplain } from '../../api/explain'
import type { FileFacts, FileFault } from '../../api/imports'
import { Loading } from '../../components/answered'
import { Button } from '../../components/button'
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
import type { useFileImport } from './use-file-import'

/** What the check found. */
interface Found {
  faults: FileFault[]
  /** Rows that can be imported, where there is no fault */
  right: number
  /** All rows of the file */
  rows: number
  facts?: FileFacts
}

type Way<Checked, Result> = ReturnType<typeof useFileImport<Checked, Result>>

interface FileImportProps<Checked, Result> {
  title: string
  sub: string
  pick: { how: string[]; columns: string[]; templateName: string }
  way: Way<Checked, Result>
  found: Found | undefined
  /** On the button that imports */
  label: string
  /** What becomes of a file in which everything is right */
  becomes: string
  /** The file holds names */
  identities: boolean
  done: (result: Result, name: string) => ReactNode
}

/** The page of an import: a file is picked, checked as a whole, imported as a whole. */
export function FileImport<Checked, Result>(props: FileImportProps<Checked, Result>) {
  const { title, sub, pick, way, found, label } = props
  const { t } = useTranslation('import')
  const { file, importing } = way
  return (
    <ImportPage title={title} sub={sub} step={way.step}>
      {file === undefined ? (
        <PickFile {...pick} onPick={way.choose} />
      ) : (
        <WithSide
          sideLabel={t('file.title')}
          side={
            <FileSide
              name={file.name}
              facts={found?.facts}
              rows={found?.rows}
              ready={found?.faults.length === 0 && found.right > 0}
              label={label}
              busy={importing.isPending}
              done={importing.isSuccess}
              onPick={way.choose}
              onRun={way.run}
            />
          }
        >
          <Main {...props} name={file.name} />
        </WithSide>
      )}
    </ImportPage>
  )
}

function Main<Checked, Result>({ way, found, becomes, identities, done, name }: FileImportProps<Checked, Result> & { name: string }) {
  const { t } = useTranslation('import')
  const { number } = useFormat()
  const { checking, importing } = way
  if (importing.isSuccess) return <div className={style.main}>{done(importing.data, name)}</div>
  if (importing.isPending) return <Running rows={found?.right ?? 0} />
  if (importing.isError) return <Failed title={t('runFailed')} error={importing.error} again={t('runAgain')} onAgain={way.run} />
  if (checking.isError) return <Failed title={t('checkFailed')} error={checking.error} again={t('checkAgain')} onAgain={way.checkAgain} />
  if (found === undefined) return <Loading />
  const { faults, right, rows } = found
  if (faults.length === 0) {
    return (
      <Banner kind="good" title={t('fine.title', { rows: number(right) })}>
        <p>{becomes}</p>
      </Banner>
    )
  }
  const wrong = rowsAtFault(faults)
  return (
    <div className={style.main}>
      <Banner kind="bad" title={wrong === 0 ? t('faults.fileTitle') : t('faults.title', { wrong: number(wrong), rows: number(rows) })}>
        <p>{wrong === 0 ? t('faults.fileDetail') : t('faults.detail', { right: number(Math.max(rows - wrong, 0)) })}</p>
      </Banner>
      <FaultList faults={faults} caption={t('faults.table')} fileName={name} identities={identities} />
    </div>
  )
}

function Failed({ title, error, again, onAgain }: { title: string; error: unknown; again: string; onAgain: () => void }) {
  const explain = useExplain()
  return (
    <Banner kind="bad" title={title}>
      <p>{explain(error)}</p>
      <p>
        <Button onClick={onAgain}>{again}</Button>
      </p>
    </Banner>
  )
}
