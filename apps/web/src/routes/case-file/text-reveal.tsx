import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useExplain } from '../../api/explain'
import { revealText } from '../../api/cases'
import style from './case-file.module.css'

/** A sealed text behind its link: opened on asking, noted by the server, closed again after a minute. */
export function TextReveal({
  caseId,
  recordId,
  what,
  erased = false,
}: {
  caseId: string
  recordId: string
  what: 'chronology' | 'plan' | 'summary' | 'safety'
  /** It was about somebody whose data were erased. */
  erased?: boolean
}) {
  const { t } = useTranslation(['caseFile', 'common'])
  const explain = useExplain()
  const [shown, setShown] = useState<{ text: string; until: number }>()
  const [failed, setFailed] = useState('')
  const [left, setLeft] = useState(60)
  useEffect(() => {
    if (shown === undefined) return undefined
    const timer = setInterval(() => {
      const rest = Math.ceil((shown.until - Date.now()) / 1000)
      if (rest > 0) setLeft(rest)
      else setShown(undefined)
    }, 500)
    return () => {
      clearInterval(timer)
    }
  }, [shown])
  const open = async (): Promise<void> => {
    setFailed('')
    try {
      const text = await revealText(caseId, recordId)
      setLeft(60)
      setShown({ text, until: Date.now() + 60_000 })
    } catch (error) {
      setFailed(explain(error))
    }
  }
  if (erased) return <span>{t('caseFile:text.erased')}</span>
  if (shown === undefined) {
    return (
      <>
        <button type="button" className={style.link} onClick={() => void open()}>
          {t('caseFile:text.show', { what: t(`caseFile:text.${what}`) })}
        </button>
        {failed !== '' && (
          <span role="alert" className={style.failed}>
            {' '}
            {failed}
          </span>
        )}
      </>
    )
  }
  return (
    <span className={style.revealed} role="status">
      <span className={style.text}>{shown.text}</span>
      <span className={style.closes}>{t('caseFile:text.closes', { seconds: left })}</span>
      <button
        type="button"
        className={style.link}
        onClick={() => {
          setShown(undefined)
        }}
      >
        {t('common:close')}
      </button>
    </span>
  )
}
