import { useTranslation } from 'react-i18next'
import { useCodes, useNames } from '../../api/reference'
import type { WorkEntry } from '../../api/worklist'
import { useFormat } from '../../i18n/format'
import { daysBetween } from '../../i18n/time'

const isDay = (since: string): boolean => since.length === 10

/** The words of a row: what to do, its one fact, what its button says. */
export function useWorkWords(today: string) {
  const { t } = useTranslation('today')
  const format = useFormat()
  const codes = useCodes()
  const names = useNames()

  const institutionOf = (entry: WorkEntry): string => names.institution(entry.details.institutionId ?? null) ?? t('partner')

  const title = (entry: WorkEntry): string => {
    if (entry.kind === 'rujukan') {
      const { step } = entry.details
      return step == null ? institutionOf(entry) : t(`referral.${step}.title`, { institution: institutionOf(entry) })
    }
    const { action } = entry.details
    return t(`work.${entry.kind}.title`, {
      channel: codes.label('channel', entry.channel),
      institution: institutionOf(entry),
      action: action === undefined ? '' : t(`emergencyAction.${action}`),
    })
  }

  const button = (entry: WorkEntry, mine: boolean): string => {
    if (entry.kind === 'rujukan') {
      const { step } = entry.details
      return step == null || !mine ? t('referral.buka') : t(`referral.${step}.button`)
    }
    if (!mine && (entry.kind === 'setujui_rencana' || entry.kind === 'setujui_penutupan')) return t(`work.${entry.kind}.see`)
    return mine ? t(`work.${entry.kind}.button`) : t('referral.buka')
  }

  const fact = (entry: WorkEntry): string | undefined => {
    const { attempts, within120h, admittedOn, service } = entry.details
    if (entry.kind === 'kontak_pertama') return attempts === undefined || attempts === 0 ? undefined : t('facts.attempts', { count: attempts })
    if (entry.kind === 'kesehatan_segera') {
      const over = entry.dueAt !== null && Date.parse(entry.dueAt) < Date.now()
      return over && within120h != null ? t('facts.within120h', { when: format.dayTime(within120h) }) : t('facts.noPolice')
    }
    if (entry.kind === 'tinjau_tinggal' && admittedOn !== undefined) return t('facts.stayDay', { day: daysBetween(admittedOn, today) + 1 })
    if (entry.kind !== 'rujukan') return undefined
    if (entry.group === 'menunggu' && entry.dueOn !== null) return t('facts.askOn', { day: format.day(entry.dueOn, 'short') })
    if (entry.group === 'menunggu' && entry.dueAt !== null && !entry.ask) return t('facts.dueBy', { when: format.dayTime(entry.dueAt) })
    return service === undefined ? undefined : codes.label('service', service)
  }

  /** `07.52` today, else the day. */
  const moment = (since: string): string => {
    if (isDay(since)) return format.day(since, 'short')
    return format.dayOf(since) === today ? format.time(since) : format.day(format.dayOf(since), 'short')
  }
  return { title, button, fact, moment }
}
