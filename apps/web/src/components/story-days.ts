import { daysBetween } from '../i18n/time'

export interface Dated {
  /** The calendar day on which it happened, `YYYY-MM-DD`. */
  day: string
}

export type StoryPart<Entry extends Dated> = { kind: 'day'; day: string; entries: Entry[] } | { kind: 'silence'; days: number; after: string }

/** So many days without a note are named. */
export const silentDays = 7

/** Groups entries by day, newest first as given, and names every silence of more than seven days between two of them. */
export function storyParts<Entry extends Dated>(entries: readonly Entry[]): StoryPart<Entry>[] {
  const parts: StoryPart<Entry>[] = []
  let last: { day: string; entries: Entry[] } | undefined
  for (const entry of entries) {
    if (last?.day === entry.day) {
      last.entries.push(entry)
      continue
    }
    const quiet = last === undefined ? 0 : Math.abs(daysBetween(entry.day, last.day)) - 1
    if (last !== undefined && quiet > silentDays) parts.push({ kind: 'silence', days: quiet, after: last.day })
    last = { day: entry.day, entries: [entry] }
    parts.push({ kind: 'day', ...last })
  }
  return parts
}
