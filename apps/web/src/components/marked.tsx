import { IconAlertTriangle, IconClockHour4, IconPlayerPause } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { marksOf } from '../api/marks'
import { useFormat } from '../i18n/format'
import style from './marked.module.css'
import { Note } from './side-section'

/** What is shown: its words differ. A file says itself what it lacks. */
export type Shown = 'list' | 'figures' | 'file'

/** Above what the server marked: it lacks what can't be read, is held still and grows old, or has not taken in the last entry yet. */
export function Marked({ content, as = 'list' }: { content: unknown; as?: Shown }) {
  const { t } = useTranslation()
  const { asOf } = useFormat()
  const { stale, incomplete, pausedSince } = marksOf(content)
  if (!stale && !incomplete && pausedSince === null) return null
  return (
    <div className={style.marks}>
      {incomplete && as !== 'file' && (
        <Note tone="bata" icon={<IconAlertTriangle size={18} aria-hidden />} title={t(`marks.${as}.incomplete`)}>
          <p>{t(`marks.${as}.incompleteDetail`)}</p>
        </Note>
      )}
      {pausedSince !== null && (
        <Note tone="kunyit" icon={<IconPlayerPause size={18} aria-hidden />} title={t(`marks.${as}.paused`)}>
          <p>{t(`marks.${as}.pausedDetail`, { when: asOf(pausedSince) })}</p>
        </Note>
      )}
      {stale && pausedSince === null && (
        <p role="status" className={style.stale}>
          <IconClockHour4 size={18} aria-hidden />
          {t('marks.stale')}
        </p>
      )}
    </div>
  )
}
