import { IconDownload, IconLock } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileFault } from '../../api/imports'
import { Button } from '../../components/button'
import { DataTable } from '../../components/data-table'
import { Sheet } from '../../components/sheet'
import { Filters } from '../../components/tabs'
import { download } from './download'
import { faultKinds, faultsCsv, kindOf, wrongAndRight, type FaultKind } from './faults'
import style from './import.module.css'

const atOnce = 100
/** Their content could have been an identity, so it isn't shown; elsewhere nothing stood there. */
const hiddenColumns = new Set(['nama_korban', 'nik_korban', 'tanggal_lahir', 'desa'])

function Content({ fault }: { fault: FileFault }) {
  const { t } = useTranslation('import')
  if (fault.content !== null && fault.content !== '')
    return (
      <span>
        <span className={style.code}>{fault.content}</span>
      </span>
    )
  if (fault.content === '') return <span className={style.quiet}>{t('faults.blank')}</span>
  if (fault.column === null || !hiddenColumns.has(fault.column)) return null
  return (
    <span className={style.hidden}>
      <IconLock size={15} aria-hidden />
      {t('faults.hidden')}
    </span>
  )
}

function Words({ detail }: { detail: string }) {
  const [wrong, right] = wrongAndRight(detail)
  return (
    <div>
      <p>{wrong}</p>
      {right !== '' && <p className={style.quiet}>{right}</p>}
    </div>
  )
}

/** Everything that is wrong with a file, or differs from what was imported: line, column, content, what would be right. */
export function FaultList({
  faults,
  caption,
  fileName,
  identities,
  head,
}: {
  faults: FileFault[]
  caption: string
  fileName: string
  identities: boolean
  /** Heads the words of each line; left out: what is to be corrected. */
  head?: string
}) {
  const { t } = useTranslation('import')
  const [kind, setKind] = useState<'all' | FaultKind>('all')
  const [shown, setShown] = useState(atOnce)
  const kinds = faultKinds.map((one) => ({ one, count: faults.filter((fault) => kindOf(fault) === one).length })).filter(({ count }) => count > 0)
  const rows = kind === 'all' ? faults : faults.filter((fault) => kindOf(fault) === kind)
  const place = ({ line, column }: FileFault): string => (line === 0 ? t('faults.wholeFile') : (column ?? t('faults.wholeRow')))
  const save = (): void => {
    const heads = [t('faults.columns.line'), t('faults.columns.column'), t('faults.columns.content'), head ?? t('faults.columns.detail')] as const
    download(t('faults.downloadName', { name: fileName }), faultsCsv([...heads], faults))
  }
  return (
    <>
      <div className={style.bar}>
        {kinds.length > 1 ? (
          <Filters
            label={t('faults.filters')}
            value={kind}
            onChange={setKind}
            filters={[
              { value: 'all', label: t('faults.all'), count: faults.length },
              ...kinds.map(({ one, count }) => ({ value: one, label: t(`faults.kinds.${one}`), count })),
            ]}
          />
        ) : (
          <span />
        )}
        <Button size="row" icon={<IconDownload size={18} aria-hidden />} onClick={save}>
          {t('faults.download')}
        </Button>
      </div>
      <Sheet>
        <DataTable
          caption={caption}
          rows={rows.slice(0, shown).map((fault, index) => ({ fault, index }))}
          rowKey={({ fault, index }) => `${String(fault.line)} ${fault.column ?? ''} ${fault.code} ${String(index)}`}
          columns={[
            {
              key: 'line',
              head: t('faults.columns.line'),
              align: 'end',
              names: true,
              width: '5.5rem',
              cell: ({ fault }) => (fault.line === 0 ? '' : fault.line),
            },
            { key: 'column', head: t('faults.columns.column'), cell: ({ fault }) => <strong>{place(fault)}</strong> },
            { key: 'content', head: t('faults.columns.content'), cell: ({ fault }) => <Content fault={fault} /> },
            {
              key: 'detail',
              head: head ?? t('faults.columns.detail'),
              whole: true,
              width: '55%',
              cell: ({ fault }) => <Words detail={fault.detail} />,
            },
          ]}
        />
        {rows.length > shown && (
          <div className={style.more}>
            <Button
              tone="quiet"
              onClick={() => {
                setShown(rows.length)
              }}
            >
              {t('faults.more', { count: rows.length - shown })}
            </Button>
          </div>
        )}
      </Sheet>
      {identities && <p className={style.meta}>{t('faults.identity')}</p>}
    </>
  )
}
