import { IconBan, IconCheck, IconClockExclamation, IconMessage2Question } from '@tabler/icons-react'
import type { CSSProperties, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import style from './lane.module.css'

export const laneStages = ['made', 'sent', 'received', 'accepted', 'appointment', 'arrived', 'first-service', 'completed'] as const
export type LaneStage = (typeof laneStages)[number]
export type LaneOutcome = 'not-arrived' | 'declined' | 'withdrawn' | 'ended-without-result'

/** How it stands there: on its way, the unit late, another body to be asked, ended before its end, completed. */
export type LanePace = { kind: 'progress' | 'late' | 'ask' | 'done' } | { kind: 'stopped'; outcome: LaneOutcome }

const columns = { '--stages': laneStages.length } as CSSProperties
const small = { size: 15, 'aria-hidden': true } as const

const pillIcon: Record<LanePace['kind'], ReactNode> = {
  progress: null,
  late: <IconClockExclamation {...small} />,
  ask: <IconMessage2Question {...small} />,
  stopped: <IconBan {...small} />,
  done: <IconCheck {...small} />,
}

function useSentence(at: LaneStage, days: number, pace: LanePace): string {
  const { t } = useTranslation('states')
  const place = { position: laneStages.indexOf(at) + 1, total: laneStages.length, stage: t(`referral.${at}`) }
  if (pace.kind === 'done') return t('referral.sentence.done', place)
  if (pace.kind === 'stopped') return t('referral.sentence.stopped', { ...place, outcome: t(`referral.${pace.outcome}`) })
  if (pace.kind !== 'progress') return t(`referral.sentence.${pace.kind}`, { ...place, count: days })
  return days === 0 ? t('referral.sentence.today', place) : t('referral.sentence.days', { ...place, count: days })
}

/** One referral on the board: a column a stage, a line to the present, a pill with the days there. Read aloud as one sentence. */
export function ReferralLane({ at, days, pace }: { at: LaneStage; days: number; pace: LanePace }) {
  const { t } = useTranslation('states')
  const here = laneStages.indexOf(at)
  const sentence = useSentence(at, days, pace)
  const words =
    pace.kind === 'stopped'
      ? t(`referral.${pace.outcome}`)
      : pace.kind === 'done'
        ? t('referral.completed')
        : days === 0
          ? t('referral.today')
          : t('referral.pill', { count: days })
  return (
    <div className={style.lane} style={columns} role="img" aria-label={sentence}>
      {laneStages.map((stage, index) => (
        <span key={stage} className={[style.stage, index < here && style.past, index === here && style.here].filter(Boolean).join(' ')}>
          {index === here ? (
            <span className={`${style.pill ?? ''} ${style[pace.kind] ?? ''}`}>
              {pillIcon[pace.kind]}
              {words}
            </span>
          ) : (
            <span className={style.dot} />
          )}
        </span>
      ))}
    </div>
  )
}

/** The names of the stages over the lanes; a screen reader hears "Tahap rujukan" and then each lane's sentence. */
export function LaneHead() {
  const { t } = useTranslation('states')
  return (
    <>
      <span className="said">{t('referral.label')}</span>
      <span className={`${style.lane ?? ''} ${style.head ?? ''}`} style={columns} aria-hidden>
        {laneStages.map((stage) => (
          <span key={stage}>{t(`referral.${stage}`)}</span>
        ))}
      </span>
    </>
  )
}

export interface TrackStep {
  stage: LaneStage | 'partly-accepted'
  /** `18 Nov`, `20 Nov, 14.00`; absent ahead. */
  date?: string | undefined
  state: 'past' | 'now' | 'ahead'
}

/** The stages of one referral inside a story: done, now, ahead, each with its date. */
export function StageTrack({ steps }: { steps: TrackStep[] }) {
  const { t } = useTranslation('states')
  return (
    <ol className={style.track} aria-label={t('referral.label')}>
      {steps.map(({ stage, date, state }) => (
        <li
          key={stage}
          className={[style.step, state === 'now' && style.now, state === 'ahead' && style.ahead].filter(Boolean).join(' ')}
          aria-current={state === 'now' ? 'step' : undefined}
        >
          {t(`referral.${stage}`)}
          {date !== undefined && <span className={style.date}>{date}</span>}
        </li>
      ))}
    </ol>
  )
}
