import { IconLock } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format'
import style from './story.module.css'
import { storyParts } from './story-days'

export interface StoryEntry {
  id: string
  /** `YYYY-MM-DD` */
  day: string
  /** `09.20`; absent where only the day is known. */
  time?: string | undefined
  icon: ReactNode
  /** A contact with the victim, or a partner's answer. */
  filled?: boolean
  /** A past-tense sentence; its weighty part in `<strong>`. */
  title: ReactNode
  /** Who said it, by which channel. */
  detail?: ReactNode
  /** Names a locked note; its content isn't there. */
  locked?: string
  /** Below it: the stages of a referral, a met clock. */
  children?: ReactNode
}

/** The old value of a correction, struck but readable. */
export function Struck({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <del className={style.struck}>
      <span className="said">{t('story.before')}: </span>
      {children}
    </del>
  )
}

/** The story of a case, newest day first: day heading, time, one rail of dots, sentences; long silences are named. */
export function Story({ entries, label }: { entries: StoryEntry[]; label: string }) {
  const { t } = useTranslation()
  const { day: dayInWords } = useFormat()
  return (
    <section className={style.story} aria-label={label}>
      {storyParts(entries).map((part) =>
        part.kind === 'silence' ? (
          <p key={`silence-${part.after}`} className={style.silent}>
            {t('story.silent', { count: part.days })}
          </p>
        ) : (
          <div key={part.day} className={style.day}>
            <h3 className={style.dayHead}>{dayInWords(part.day, 'weekday')}</h3>
            <ol>
              {part.entries.map((entry) => (
                <Entry key={entry.id} entry={entry} />
              ))}
            </ol>
          </div>
        ),
      )}
    </section>
  )
}

function Entry({ entry }: { entry: StoryEntry }) {
  const { time, icon, filled = false, title, detail, locked, children } = entry
  return (
    <li className={style.entry} id={entry.id}>
      <span className={style.time}>{time}</span>
      <span className={filled ? `${style.dot ?? ''} ${style.filled ?? ''}` : style.dot} aria-hidden>
        {icon}
      </span>
      <div className={style.body}>
        <div>{title}</div>
        {(detail !== undefined || time !== undefined) && (
          <p className={style.detail}>
            {time !== undefined && (
              <span className={style.phoneTime} aria-hidden>
                {time}
                {detail !== undefined && ' · '}
              </span>
            )}
            {detail}
          </p>
        )}
        {locked !== undefined && (
          <p className={style.locked}>
            <IconLock size={15} aria-hidden />
            {locked}
          </p>
        )}
        {children}
      </div>
    </li>
  )
}
