import type { TimelineEntry } from '../../../api/case-file'
import { groupOf, isSilent, type StoryFilter } from './event-groups'

export interface FoldedEntry {
  entry: TimelineEntry
  /** What was recorded in the same act and is told with it. */
  with: TimelineEntry[]
}

/** The moment an entry tells of: when it happened, else its day, else when it was recorded. */
export const occurred = ({ at, on, recordedAt }: TimelineEntry, dayOf: (instant: string) => string): { day: string; at: string | null } => {
  if (at !== null) return { day: dayOf(at), at }
  if (on !== null && on !== dayOf(recordedAt)) return { day: on, at: null }
  return { day: on ?? dayOf(recordedAt), at: recordedAt }
}

/**
 * The story, newest happening first. What a complaint brought along is told with the complaint, several needs of one act with the first;
 * what only the log needs is left out.
 */
export function foldStory(timeline: readonly TimelineEntry[], dayOf: (instant: string) => string): FoldedEntry[] {
  const received = timeline.find(({ kind }) => kind === 'ComplaintReceived')
  const folded: FoldedEntry[] = []
  for (const entry of timeline) {
    if (entry === received) {
      folded.push({ entry, with: timeline.filter((one) => one !== entry && one.recordedAt === entry.recordedAt) })
      continue
    }
    if (isSilent(entry.kind) || entry.recordedAt === received?.recordedAt) continue
    const last = folded.at(-1)
    if (entry.kind === 'NeedIdentified' && last?.entry.kind === 'NeedIdentified' && last.entry.recordedAt === entry.recordedAt) last.with.push(entry)
    else folded.push({ entry, with: [] })
  }
  const key = ({ entry }: FoldedEntry): string => {
    const { day, at } = occurred(entry, dayOf)
    // Typed times have no seconds: within a minute the order of recording counts.
    return `${day} ${(at ?? entry.recordedAt).slice(0, 16)}`
  }
  return folded.sort((a, b) => key(b).localeCompare(key(a)) || b.entry.revision - a.entry.revision)
}

/** Whether an entry is about a victim; what names nobody is about everybody. */
export function isAbout({ data }: TimelineEntry, victimId: string, victimsOfReferral: (referralId: string) => readonly string[]): boolean {
  const ids = Array.isArray(data['victimIds']) ? (data['victimIds'] as string[]) : typeof data['victimId'] === 'string' ? [data['victimId']] : null
  if (ids !== null) return ids.includes(victimId)
  return typeof data['referralId'] === 'string' ? victimsOfReferral(data['referralId']).includes(victimId) : true
}

export const passes = ({ entry }: FoldedEntry, filter: StoryFilter): boolean => filter === 'semua' || groupOf(entry.kind) === filter
