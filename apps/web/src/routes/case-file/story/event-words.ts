import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import type { TimelineEntry } from '../../../api/case-file'
import { caseQuery } from '../../../api/cases'
import { useCodes, useNames } from '../../../api/reference'
import words from '../../../i18n/id/events.json'
import forms from '../../../i18n/id/forms.json'
import { useFormat } from '../../../i18n/format'
import { factsOf, victimWords, type Sources } from './event-facts'

export interface EventWords {
  title: string
  /** What follows the weighty part. */
  rest?: string
  /** Sentences under it. */
  details: string[]
  locked?: string
}

type TitleWord = keyof typeof words.title
const isTitle = (kind: string): kind is TitleWord => Object.hasOwn(words.title, kind)
const isChoice = (value: string): value is keyof typeof forms.choice => Object.hasOwn(forms.choice, value)

/** Another sentence where the event says that something did not happen. */
function variantOf({ kind, data, at }: TimelineEntry, firstContactAt: string | null): string {
  if (kind === 'ContactAttempted' && data['reached'] === false) return 'ContactMissed'
  if (kind === 'ContactAttempted' && firstContactAt !== null && at === firstContactAt) return 'FirstContact'
  if (kind === 'OutreachMade' && data['met'] === false) return 'OutreachUnmet'
  return kind
}

/** The past-tense sentence of every entry of a case's story, in the page's language; never a name, never blame. */
export function useEventWords(): (entry: TimelineEntry) => EventWords | null {
  const { t } = useTranslation(['events', 'forms', 'caseFile'])
  const { caseId = '' } = useParams()
  const file = useQuery({ ...caseQuery(caseId), enabled: false }).data?.data.file
  const codes = useCodes()
  const names = useNames()
  const format = useFormat()
  return useMemo(() => {
    if (file === undefined) return (): null => null
    const sources: Sources = {
      file,
      codes,
      names,
      format,
      choice: (value) => (isChoice(value) ? t(`forms:choice.${value}`) : value),
      victim: (number) => t('caseFile:person.victim', { number }),
    }
    return (entry: TimelineEntry): EventWords => {
      const { data, kind } = entry
      const facts = factsOf(entry, sources)
      if (data['score'] != null) facts['score'] = t('events:score', { score: facts['score'] ?? '', max: facts['max'] ?? '' })
      if (kind.startsWith('Consent')) facts['purpose'] = t(`events:purpose.${(data['purpose'] as 'layanan' | undefined) ?? 'layanan'}`)
      const variant = variantOf(entry, file.firstContact.reachedAt)
      const [title = '', rest = ''] = t(isTitle(variant) ? `events:title.${variant}` : 'events:title.other', facts as { number: string }).split('|')
      const clean = rest.replace(/[,:;]?\s*$/, '')
      return {
        title,
        ...(clean === '' ? {} : { rest: clean }),
        details: detailsOf(entry, facts, sources),
        ...(data['notes'] != null && kind === 'CounsellingSessionHeld'
          ? { locked: t('events:locked.counselling') }
          : data['note'] != null
            ? { locked: t('events:locked.note') }
            : {}),
      }
    }

    function detailsOf({ kind, data, actor, struckBy }: TimelineEntry, facts: Record<string, string>, from: Sources): string[] {
      const who =
        actor.kind === 'system'
          ? t('events:detail.system')
          : actor.importId === undefined
            ? (names.colleague(actor.id) ?? t('events:detail.someone'))
            : t('events:detail.import')
      const said = facts['via'] ?? ''
      const fact = (name: string): string => facts[name] ?? ''
      const many = from.file.victims.length > 1 && Array.isArray(data['victimIds'])
      return [
        said === '' || !kind.startsWith('Referral') ? who : t('events:detail.byVia', { who, via: said }),
        many ? t('events:detail.victims', { victims: victimWords(data['victimIds'] as string[], from) }) : '',
        fact('payer') === '' ? '' : t('events:detail.payer', { payer: fact('payer') }),
        fact('packet') === '' ? '' : t('events:detail.packet', { packet: fact('packet') }),
        data['withoutConsent'] === true ? t('events:detail.override') : '',
        kind.startsWith('Consent') && fact('institution') !== '' ? t('events:detail.receiver', { institution: fact('institution') }) : '',
        fact('expires') === '' ? '' : t('events:detail.until', { day: fact('expires') }),
        fact('assent') === '' ? '' : t('events:detail.assent', { assent: fact('assent') }),
        data['provider'] != null && fact('institution') !== '' ? t('events:detail.provider', { institution: fact('institution') }) : '',
        data['reviewNeeded'] === true ? t('events:detail.review') : '',
        data['outsideSafeWindow'] === true ? t('events:detail.outside') : '',
        fact('why') !== '' && !kind.startsWith('Subject') && kind !== 'EntryVoided' ? t('events:detail.why', { why: fact('why') }) : '',
        struckBy.length > 0 ? t('events:detail.corrected') : '',
      ].filter((one) => one !== '')
    }
  }, [file, codes, names, format, t])
}
