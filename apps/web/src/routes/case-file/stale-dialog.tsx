import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { CaseFile } from '../../api/case-file'
import { caseQuery } from '../../api/cases'
import { useCodes, useNames } from '../../api/reference'
import { Dialog, Versions } from '../../components/dialog'
import type { Field } from '../../forms/describe'
import { useEntries } from '../../forms/entries'
import { listAt, textAt, type Values } from '../../forms/values'
import { useFormat } from '../../i18n/format'
import { useEventWords } from './story/event-words'
import type { Act } from './use-act'

/** What was typed, in a few words: the first answers of the form. */
function useTyped(file: CaseFile): (shown: readonly Field[], values: Values) => string {
  const { t } = useTranslation('forms')
  const codes = useCodes()
  const names = useNames()
  const entries = useEntries(file)
  const { day } = useFormat()
  return (shown, values) => {
    const word = (field: Field): string => {
      const text = textAt(values, field.at)
      if (field.kind === 'code') return codes.label(field.list, text)
      if (field.kind === 'codes')
        return listAt(values, field.at)
          .map((one) => codes.label(field.list, one))
          .join(', ')
      if (field.kind === 'choice') return field.values.includes(text as 'ya') ? t(`choice.${text as 'ya'}`) : ''
      if (field.kind === 'day') return text === '' ? '' : day(text, 'short')
      if (field.kind === 'moment')
        return [
          textAt(values, `${field.at}.day`) && day(textAt(values, `${field.at}.day`), 'short'),
          textAt(values, `${field.at}.time`).replace(':', '.'),
        ]
          .filter(Boolean)
          .join(', ')
      if (field.kind === 'colleague') return names.colleague(text) ?? ''
      if (field.kind === 'institution') return names.institution(text) ?? ''
      if (field.kind === 'victim') return entries.victims.find(({ value }) => value === text)?.label ?? ''
      return field.kind === 'text' || field.kind === 'line' || field.kind === 'whole' ? text : ''
    }
    return shown.map(word).filter(Boolean).slice(0, 4).join(' · ')
  }
}

/** Two people changed one case: both versions are readable, what was typed stays, and saving it is said in words. */
export function StaleDialog({
  act,
  shown,
  values,
  again,
  file,
}: {
  act: Act
  shown: readonly Field[]
  values: Values
  again: () => void
  file: CaseFile
}) {
  const { t } = useTranslation('caseFile')
  const { time } = useFormat()
  const names = useNames()
  const words = useEventWords()
  const typed = useTyped(file)
  const page = useQuery(caseQuery(file.caseId)).data?.data
  const theirs = (page?.timeline ?? []).filter(({ revision }) => act.seen !== null && revision > act.seen)
  const [newest] = theirs
  return (
    <Dialog
      opened={act.stale}
      title={t('stale.title')}
      onClose={act.settle}
      actions={[
        {
          label: t('stale.keep'),
          tone: 'due',
          onClick: () => {
            act.settle()
            again()
          },
        },
        { label: t('stale.look'), onClick: act.settle },
      ]}
    >
      <Versions
        versions={[
          {
            by: t('stale.theirs', {
              who: names.colleague(newest?.actor.kind === 'user' ? newest.actor.id : null) ?? t('stale.somebody'),
              time: newest === undefined ? '' : time(newest.recordedAt),
            }),
            value: theirs
              .slice(0, 3)
              .map((entry) => words(entry)?.title ?? '')
              .filter(Boolean)
              .join(' · '),
          },
          { by: t('stale.mine'), value: typed(shown, values), mine: true },
        ]}
      />
      <p>{t('stale.about')}</p>
    </Dialog>
  )
}
