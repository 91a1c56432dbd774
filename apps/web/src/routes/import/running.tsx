import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format'
import { Banner } from './banner'
import style from './import.module.css'

/** While the server writes: how much, how long already, and what to do when it is cut off. */
export function Running({ rows }: { rows: number }) {
  const { t } = useTranslation('import')
  const { number, span } = useFormat()
  const [begun] = useState(() => Date.now())
  const [now, setNow] = useState(begun)
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now())
    }, 5_000)
    return () => {
      clearInterval(timer)
    }
  }, [])
  return (
    <Banner kind="doing" title={t('running', { count: rows, span: span(now - begun), rows: number(rows) })}>
      <p>{t('runningDetail')}</p>
      <progress className={style.progress} aria-label={t('steps.import')} />
    </Banner>
  )
}
