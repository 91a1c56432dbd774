import { IconCircleCheck } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseFile, TimelineEntry } from '../../../api/case-file'
import { Chip } from '../../../components/chip'
import { Empty } from '../../../components/empty'
import { Sheet } from '../../../components/sheet'
import { Story, Struck, type StoryEntry } from '../../../components/story'
import { Filters } from '../../../components/tabs'
import { useFormat } from '../../../i18n/format'
import style from '../case-file.module.css'
import { TextReveal } from '../text-reveal'
import { isContact, type StoryFilter } from './event-groups'
import { useEventWords, type EventWords } from './event-words'
import { foldStory, isAbout, occurred, passes, type FoldedEntry } from './fold-story'
import { ReferralTrack } from './referral-track'
import { iconOf } from './story-icons'

const filters = ['semua', 'layanan', 'rujukan', 'hukum', 'persetujuan', 'koreksi'] as const

/** The story of a case with its filters: one sentence an act, corrections struck and linked, what is locked named. */
export function StoryView({ file, timeline }: { file: CaseFile; timeline: TimelineEntry[] }) {
  const { t } = useTranslation('caseFile')
  const { dayOf, time } = useFormat()
  const [filter, setFilter] = useState<StoryFilter>('semua')
  const [whom, setWhom] = useState('')
  const words = useEventWords()
  const folded = useMemo(() => foldStory(timeline, dayOf), [timeline, dayOf])
  const victimsOf = (id: string): readonly string[] => file.referrals.find(({ referralId }) => referralId === id)?.victimIds ?? []
  const lanes = useMemo(() => lastOfReferrals(folded), [folded])
  const shown = folded.filter((one) => passes(one, filter) && (whom === '' || isAbout(one.entry, whom, victimsOf)))
  const entries = shown.flatMap((one): StoryEntry[] => {
    const { entry } = one
    const said = words(entry)
    if (said === null) return []
    const { day, at } = occurred(entry, dayOf)
    return [
      {
        id: entry.eventId,
        day,
        time: at === null ? undefined : time(at),
        icon: iconOf(entry.kind),
        filled: isContact(entry.kind, entry.data),
        title: <Title said={said} entry={entry} timeline={timeline} words={words} more={one.with} />,
        detail: <Details said={said} folded={one} file={file} day={day} />,
        ...(said.locked === undefined ? {} : { locked: said.locked }),
        children: <Below file={file} entry={entry} referralId={lanes.get(entry.eventId)} />,
      },
    ]
  })
  return (
    <>
      <h2 className="said">{t('tab.riwayat')}</h2>
      <div className={style.storyHead}>
        <Filters
          label={t('filter.label')}
          value={filter}
          onChange={setFilter}
          filters={filters.map((value) => ({ value, label: t(`filter.${value}`) }))}
        />
        {file.victims.length > 1 && (
          <select
            className={style.whom}
            aria-label={t('filter.whom')}
            value={whom}
            onChange={(event) => {
              setWhom(event.currentTarget.value)
            }}
          >
            <option value="">{t('filter.victims')}</option>
            {file.victims.map(({ victimId, ordinal }) => (
              <option key={victimId} value={victimId}>
                {t('person.victim', { number: ordinal })}
              </option>
            ))}
          </select>
        )}
      </div>
      {entries.length === 0 ? (
        <Empty fact={t('filter.none')} />
      ) : (
        <Sheet>
          <Story label={t('tab.riwayat')} entries={entries} />
        </Sheet>
      )}
    </>
  )
}

/** The newest entry of each referral carries its stages. */
function lastOfReferrals(folded: readonly FoldedEntry[]): Map<string, string> {
  const seen = new Set<string>()
  const lanes = new Map<string, string>()
  for (const { entry } of folded) {
    const id = entry.data['referralId']
    if (typeof id !== 'string' || seen.has(id)) continue
    seen.add(id)
    lanes.set(entry.eventId, id)
  }
  return lanes
}

function Below({ file, entry, referralId }: { file: CaseFile; entry: TimelineEntry; referralId: string | undefined }) {
  const { t } = useTranslation('events')
  const { dueAt, reachedAt } = file.firstContact
  if (entry.kind === 'ContactAttempted' && entry.at !== null && entry.at === reachedAt && dueAt !== null && entry.at <= dueAt) {
    return (
      <Chip icon={<IconCircleCheck size={15} aria-hidden />} tone="daun" look="plain">
        {t('detail.met')}
      </Chip>
    )
  }
  const referral = file.referrals.find((one) => one.referralId === referralId)
  return referral === undefined || referral.voided ? null : <ReferralTrack referral={referral} />
}

/** A struck entry stays readable; a correction shows beside it what it struck. */
function Title({
  said,
  entry,
  timeline,
  words,
  more,
}: {
  said: EventWords
  entry: TimelineEntry
  timeline: TimelineEntry[]
  words: (entry: TimelineEntry) => EventWords | null
  more: TimelineEntry[]
}) {
  const { day } = useFormat()
  const struck = timeline.find(({ eventId }) => eventId === entry.struck)
  const old = struck === undefined ? null : oldValue(entry, struck, words(struck), day)
  const isStruck = timeline.some(({ eventId, kind }) => entry.struckBy.includes(eventId) && kind !== 'VictimDetailsCorrected')
  const rest =
    entry.kind === 'NeedIdentified' && more.length > 0
      ? [said, ...more.map(words)].map((one) => one?.rest?.replace(/^:\s*/, '') ?? '').join(', ')
      : null
  const text = (
    <>
      <strong>{said.title}</strong>
      {rest === null ? said.rest : `: ${rest}`}
    </>
  )
  return (
    <>
      {isStruck ? <Struck>{text}</Struck> : text}
      {old !== null && (
        <>
          {' '}
          <a href={`#${struck?.eventId ?? ''}`}>
            <Struck>{old}</Struck>
          </a>
        </>
      )}
    </>
  )
}

/** What a correction replaced, where it can be said in the open; who somebody is stays sealed. */
function oldValue(
  entry: TimelineEntry,
  struck: TimelineEntry,
  old: EventWords | null,
  day: (value: string, style: 'shortYear') => string,
): string | null {
  if (old === null) return null
  if (entry.kind === 'EntryVoided') return `${old.title}${old.rest ?? ''}`
  if (entry.kind === 'IncidentCorrected') return (old.rest ?? old.title).replace(/^[:,]\s*/, '')
  const delivered = struck.data['deliveredOn']
  return entry.kind === 'ServiceDateCorrected' && typeof delivered === 'string' ? `${old.title}, ${day(delivered, 'shortYear')}` : null
}

function Details({ said, folded, file, day }: { said: EventWords; folded: FoldedEntry; file: CaseFile; day: string }) {
  const { t } = useTranslation(['events', 'forms'])
  const { entry, with: more } = folded
  const { day: dayInWords, dayOf } = useFormat()
  const words = useEventWords()
  const parts = [...said.details]
  if (entry.kind === 'ComplaintReceived') {
    const triaged = more.find(({ kind }) => kind === 'ComplaintTriaged')
    const urgency = triaged?.data['urgency']
    parts.push(
      typeof urgency === 'string' ? t('events:detail.urgency', { urgency: t(`forms:choice.${urgency as 'gawat'}`) }) : t('events:detail.unassessed'),
    )
    const incident = more.find(({ kind }) => kind === 'IncidentRecorded')
    const forms = incident === undefined ? undefined : words(incident)?.rest?.replace(/^:\s*/, '')
    if (forms !== undefined) parts.push(t('events:detail.incident', { forms }))
    if (more.some(({ kind }) => kind === 'DutyToReportExplained')) parts.push(t('events:detail.duty'))
  }
  const late = dayOf(entry.recordedAt) !== day ? t('events:detail.late', { when: dayInWords(dayOf(entry.recordedAt), 'short') }) : undefined
  const [who = '', ...rest] = parts
  const written = [entry, ...more].find(({ kind }) => kind === 'ChronologyWritten' || kind === 'TextRedacted')?.entryId
  const text = file.chronologies.find(({ recordId, voided }) => recordId === written && !voided)
  return (
    <>
      {[late === undefined ? who : `${who} (${late})`, rest.join(' ')].filter((part) => part !== '').join('. ')}
      {text !== undefined && (
        <>
          {' '}
          <TextReveal caseId={file.caseId} recordId={text.recordId} what="chronology" erased={text.about.some((id) => file.erased.includes(id))} />
        </>
      )}
    </>
  )
}
