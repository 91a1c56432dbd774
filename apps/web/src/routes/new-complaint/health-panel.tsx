import { IconStethoscope } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button'
import { useNow } from '../../components/now'
import { Note } from '../../components/side-section'
import { instantOf } from '../../forms/instant'
import { listAt, textAt } from '../../forms/values'
import { useFormat } from '../../i18n/format'
import { useComplaint } from './complaint-context'
import style from './new-complaint.module.css'

const hour = 3_600_000

/** The hours that are left for urgent health care after sexual violence, counted from the incident while the form is filled. */
export function HealthPanel({ onRefer, busy }: { onRefer: () => void; busy: boolean }) {
  const { t } = useTranslation('complaint')
  const { draft } = useComplaint()
  const { zone, span } = useFormat()
  const now = useNow()
  const { main } = draft
  if (!listAt(main, 'forms').includes('seksual')) return null
  const precision = textAt(main, 'when.precision')
  const from = textAt(main, 'when.from')
  const time = precision === 'hari' ? textAt(main, 'when.time') : ''
  const counted = precision === 'hari' || precision === 'rentang'
  const start = counted ? instantOf(from, time === '' ? '00:00' : time, zone) : undefined
  return (
    <Note tone="kunyit" icon={<IconStethoscope size={18} aria-hidden />} title={t('health.title')}>
      <div className={style.health}>
        {start === undefined ? (
          <p>{t(counted || precision === '' ? 'health.unknown' : 'health.noClock')}</p>
        ) : (
          <Left start={Date.parse(start)} now={now} span={span} exact={time !== ''} />
        )}
        <Button tone="due" wide busy={busy} onClick={onRefer}>
          {t('health.refer')}
        </Button>
      </div>
    </Note>
  )
}

function Left({
  start,
  now,
  span,
  exact,
}: {
  start: number
  now: number
  span: (milliseconds: number, inHours?: boolean) => string
  exact: boolean
}) {
  const { t } = useTranslation('complaint')
  const left72 = start + 72 * hour - now
  const left120 = start + 120 * hour - now
  const rest = left120 > 0 ? t('health.left', { span: span(left120, true) }) : t('health.over120')
  return (
    <>
      <p className={style.left} role="timer">
        {left72 > 0 ? t('health.left', { span: span(Math.min(left72, 72 * hour), true) }) : t('health.over72', { span: span(left72) })}
      </p>
      {left72 > 0 && (
        <div className={style.bar} aria-hidden>
          <div className={style.fill} style={{ width: `${String(Math.min(100, (left72 / (72 * hour)) * 100))}%` }} />
        </div>
      )}
      <p>{t('health.about', { rest })}</p>
      {left72 <= 0 && <p>{t('health.late')}</p>}
      {!exact && <p>{t('health.fromDay')}</p>}
    </>
  )
}
