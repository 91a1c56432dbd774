import { IconCalendarTime } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { WorkEntry } from '../../api/worklist'
import { Chip } from '../../components/chip'
import { ClockIcon, ClockLead } from '../../components/clock-line'
import { WaitsFor, type WaitsForWhom } from '../../components/state-chips'
import { daysBetween } from '../../i18n/time'
import style from './today.module.css'

export const whomOf: Record<WorkEntry['waitsFor'], WaitsForWhom> = { unit: 'unit', mitra: 'partner', korban: 'victim' }

/** Counted in hours by the law, so their words are too. */
const inHours = new Set<WorkEntry['kind']>(['kesehatan_segera', 'laporan_polisi'])

/** A day by which something is due: calendar days, without hours nobody promised. */
function DayLead({ dueOn, today }: { dueOn: string; today: string }) {
  const { t } = useTranslation('today')
  const days = daysBetween(today, dueOn)
  if (days < 0) {
    return (
      <Chip look="plain" large tone="bata" icon={<ClockIcon kind="late" />}>
        {t('lead.late', { count: -days })}
      </Chip>
    )
  }
  return (
    <Chip look="plain" large tone={days === 0 ? 'kunyit' : 'ink'} icon={<ClockIcon kind={days === 0 ? 'soon' : 'left'} />}>
      {days === 0 ? t('lead.today') : t('lead.left', { count: days })}
    </Chip>
  )
}

/** What stands before a row: the clock, whom it waits for, or since when it is there. */
export function WorkLead({ entry, today, moment }: { entry: WorkEntry; today: string; moment: (since: string) => string }) {
  const { t } = useTranslation(['today', 'states'])
  const { since, dueAt, dueOn, kind } = entry
  if (entry.group === 'menunggu') {
    return (
      <div className={style.waits}>
        <WaitsFor who={whomOf[entry.waitsFor]} day={entry.day} />
        {entry.ask && (
          <Chip look="plain" tone="kunyit" icon={<ClockIcon kind="ask" />}>
            {t('states:clock.ask')}
          </Chip>
        )}
      </div>
    )
  }
  if (dueAt !== null)
    return <ClockLead clock={{ startedAt: since, dueAt, whose: 'unit', inHours: inHours.has(kind) && Date.parse(dueAt) > Date.now() }} />
  if (dueOn !== null) return <DayLead dueOn={dueOn} today={today} />
  if (kind === 'kasus_baru') return t('today:lead.assigned', { when: moment(since) })
  if (kind === 'keputusan_pengaduan') return t('today:lead.verified', { when: moment(since) })
  if (kind === 'triase' || kind === 'verifikasi' || kind === 'penugasan') return t('today:lead.came', { when: moment(since) })
  return (
    <Chip look="plain" large tone="ink" icon={<IconCalendarTime size={17} aria-hidden />}>
      {t('today:lead.since', { day: moment(since) })}
    </Chip>
  )
}
