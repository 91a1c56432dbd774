import { useTranslation } from 'react-i18next'
import type { CaseFile } from '../../../api/case-file'
import type { TextToRedact } from '../../../api/redaction'
import { useNames } from '../../../api/reference'
import { useFormat } from '../../../i18n/format'
import words from '../../../i18n/id/case-file.json'
import { useWho } from '../parts/who'

type Kind = keyof typeof words.redact.kind
type FieldWord = keyof typeof words.redact.field
const wordOf = (kind: string): Kind => (kind.startsWith('Referral') || kind === 'AppointmentMade' ? 'Referral' : isKind(kind) ? kind : 'other')
const isKind = (kind: string): kind is Kind => Object.hasOwn(words.redact.kind, kind)
const isField = (field: string): field is FieldWord => Object.hasOwn(words.redact.field, field)

/** What a text is, when and by whom it was written, and whom else it is about; nothing of what it says. */
export function useTextWords(file: CaseFile): (text: TextToRedact) => { title: string; meta: string } {
  const { t } = useTranslation('caseFile')
  const { day, dayTime } = useFormat()
  const names = useNames()
  const who = useWho(file)
  return ({ kind, fields, writtenAt, writtenBy, others, caseId, number }) => {
    const [first = 'note'] = fields
    const what = t(`redact.kind.${wordOf(kind)}`)
    const part = isField(first) ? t(`redact.field.${first}`) : undefined
    const about = others.map((id) => who(id) ?? t('redact.someone')).join(', ')
    const meta = [
      writtenAt.length === 10 ? day(writtenAt, 'shortYear') : dayTime(writtenAt),
      names.colleague(writtenBy),
      about === '' ? undefined : t('redact.alsoAbout', { about }),
      caseId === file.caseId ? undefined : t('redact.otherCase', { number: number ?? '' }),
    ]
    return { title: part === undefined ? what : `${what}: ${part}`, meta: meta.filter(Boolean).join(' · ') }
  }
}
