import { IconCircleCheck, IconClock, IconClockExclamation, IconHourglass, IconMessage2Question } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format'
import { Chip, type Tone } from './chip'
import style from './clock.module.css'
import { readClock, type Clock, type ClockKind, type ClockReading } from './clock-state'
import { useNow } from './now'

const small = { size: 17, 'aria-hidden': true } as const
const look: Record<ClockKind, { icon: ReactNode; tone: Tone }> = {
  left: { icon: <IconClock {...small} />, tone: 'ink' },
  soon: { icon: <IconHourglass {...small} />, tone: 'kunyit' },
  late: { icon: <IconClockExclamation {...small} />, tone: 'bata' },
  ask: { icon: <IconMessage2Question {...small} />, tone: 'kunyit' },
  met: { icon: <IconCircleCheck {...small} />, tone: 'daun' },
}

/** The icon of a clock's state alone: in a filter that carries its word. */
export function ClockIcon({ kind }: { kind: ClockKind }) {
  return look[kind].icon
}

function useWords(clock: Clock, reading: ClockReading): string {
  const { t } = useTranslation('states')
  const { span } = useFormat()
  return t(`clock.${reading.kind}`, { span: span(reading.milliseconds, clock.inHours) })
}

/** The words of a clock with their icon, without a bar. */
export function ClockWord({ clock, small: inText = false }: { clock: Clock; small?: boolean }) {
  const reading = readClock(clock, useNow())
  return (
    <Chip look="plain" large={!inText} {...look[reading.kind]}>
      {useWords(clock, reading)}
    </Chip>
  )
}

/** The share of time left; hatched over its whole length when it is over. The words beside it carry the meaning. */
export function ClockBar({ clock }: { clock: Clock }) {
  const { kind, remaining } = readClock(clock, useNow())
  if (kind === 'met') return null
  if (kind === 'late' || kind === 'ask') return <div className={`${style.bar ?? ''} ${style[kind] ?? ''}`} aria-hidden />
  return (
    <div className={style.bar} aria-hidden>
      <div
        className={kind === 'soon' ? `${style.fill ?? ''} ${style.soon ?? ''}` : style.fill}
        style={{ width: `${String(Math.max(remaining * 100, 2))}%` }}
      />
    </div>
  )
}

/** What is due, the words, the bar: one clock of a case. */
export function ClockLine({ clock, label }: { clock: Clock; label: string }) {
  return (
    <div className={style.line}>
      <div className={style.head}>
        <span>{label}</span>
        <ClockWord clock={clock} />
      </div>
      <ClockBar clock={clock} />
    </div>
  )
}

/** The clock as the head of a list row: words first, bar second. */
export function ClockLead({ clock }: { clock: Clock }) {
  return (
    <div className={style.lead}>
      <ClockWord clock={clock} />
      <ClockBar clock={clock} />
    </div>
  )
}
