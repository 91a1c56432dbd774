import { IconDownload, IconFileUpload } from '@tabler/icons-react'
import { useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, type ButtonTone } from '../../components/button'
import { download } from './download'
import style from './import.module.css'

/** A button that asks for a file. It is read at once, so that a later change on the disk can't slip in. */
export function FileButton({
  tone,
  wide,
  onPick,
  children,
}: {
  tone: ButtonTone
  wide?: boolean
  onPick: (file: File) => Promise<void>
  children: ReactNode
}) {
  const { t } = useTranslation('import')
  const input = useRef<HTMLInputElement>(null)
  const [failed, setFailed] = useState(false)
  return (
    <>
      <Button tone={tone} wide={wide ?? false} icon={<IconFileUpload size={18} aria-hidden />} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".csv,text/csv"
        hidden
        onChange={(event) => {
          const picked = event.currentTarget.files?.[0]
          event.currentTarget.value = ''
          if (picked === undefined) return
          onPick(picked).then(
            () => {
              setFailed(false)
            },
            () => {
              setFailed(true)
            },
          )
        }}
      />
      {failed && <p role="alert">{t('pick.failed')}</p>}
    </>
  )
}

/** The first step: choose or drop a file; beside it what the file must look like. */
export function PickFile({
  how,
  columns,
  templateName,
  onPick,
}: {
  how: string[]
  columns: readonly string[]
  templateName: string
  onPick: (file: File) => Promise<void>
}) {
  const { t } = useTranslation('import')
  const [over, setOver] = useState(false)
  return (
    <div
      className={over ? `${style.drop ?? ''} ${style.over ?? ''}` : style.drop}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => {
        setOver(false)
      }}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        const dropped = event.dataTransfer.files[0]
        if (dropped !== undefined) void onPick(dropped)
      }}
    >
      <h2>{t('pick.title')}</h2>
      <div className={style.pickRow}>
        <FileButton tone="due" onPick={onPick}>
          {t('pick.button')}
        </FileButton>
        <span className={style.quiet}>{t('pick.drop')}</span>
      </div>
      <div className={style.how}>
        <p>{t('pick.checkFirst')}</p>
        {how.map((line) => (
          <p key={line}>{line}</p>
        ))}
        <ul className={style.columns} aria-label={t('pick.columns')}>
          {columns.map((column) => (
            <li key={column} className={style.code}>
              {column}
            </li>
          ))}
        </ul>
      </div>
      <Button
        icon={<IconDownload size={18} aria-hidden />}
        onClick={() => {
          download(templateName, `\uFEFF${columns.join(';')}\r\n`)
        }}
      >
        {t('pick.template')}
      </Button>
    </div>
  )
}
