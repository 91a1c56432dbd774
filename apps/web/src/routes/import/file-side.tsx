import { useTranslation } from 'react-i18next'
import type { FileFacts } from '../../api/imports'
import { Button } from '../../components/button'
import { SideSection } from '../../components/side-section'
import { useFormat } from '../../i18n/format'
import style from './import.module.css'
import { FileButton } from './pick-file'

/** What the file is, and the step that is open: another file, or the import. */
export function FileSide({
  name,
  facts,
  rows,
  ready,
  label,
  busy,
  done,
  onPick,
  onRun,
}: {
  name: string
  facts?: FileFacts | undefined
  rows?: number | undefined
  /** Everything in the file is right. */
  ready: boolean
  label: string
  busy: boolean
  done: boolean
  onPick: (file: File) => Promise<void>
  onRun: () => void
}) {
  const { t } = useTranslation('import')
  const { number } = useFormat()
  const styles = { iso: t('file.iso'), dmy: t('file.dmy'), mixed: t('file.mixed') }
  const dates = facts === undefined ? '' : facts.dateStyle in styles ? styles[facts.dateStyle as keyof typeof styles] : t('file.none')
  const delimiter = facts?.delimiter === ';' ? t('file.semicolon') : facts?.delimiter === ',' ? t('file.comma') : t('file.unknown')
  return (
    <>
      <SideSection title={t('file.title')}>
        <dl className={style.facts}>
          <dt>{t('file.name')}</dt>
          <dd>{name}</dd>
          {rows !== undefined && (
            <>
              <dt>{t('file.rows')}</dt>
              <dd>{number(rows)}</dd>
            </>
          )}
          {facts !== undefined && (
            <>
              <dt>{t('file.delimiter')}</dt>
              <dd>{delimiter}</dd>
              <dt>{t('file.dates')}</dt>
              <dd>{dates}</dd>
              <dt>{t('file.letters')}</dt>
              <dd>{facts.encoding === 'unknown' ? t('file.unknown') : 'UTF-8'}</dd>
            </>
          )}
        </dl>
      </SideSection>
      {!done && (
        <div className={style.buttons}>
          {ready ? (
            <>
              <Button tone="due" wide busy={busy} onClick={onRun}>
                {label}
              </Button>
              {!busy && (
                <FileButton tone="plain" wide onPick={onPick}>
                  {t('other')}
                </FileButton>
              )}
            </>
          ) : (
            rows !== undefined && (
              <>
                <FileButton tone="due" wide onPick={onPick}>
                  {t('again')}
                </FileButton>
                <Button wide disabled>
                  {label}
                </Button>
              </>
            )
          )}
          {!ready && rows !== undefined && <p className={style.meta}>{t('runClosed')}</p>}
          <p className={style.meta}>{t('twice')}</p>
        </div>
      )}
    </>
  )
}
