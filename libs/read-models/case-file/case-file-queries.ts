import type { EventLog } from '#event-log'
import type { Uuid } from '#kernel'
import type { Opener } from '#privacy'
import { CASE_STREAMS } from '../case-events'
import { rowsFrom, type Queryable } from '../database'
import { openIndirect, type Opened } from '../held'
import type { CaseFileDocument } from './document'
import { storyOf, type StoryEntry } from './story'

/** The file with its indirect values opened; direct ones (`$direct`) stay sealed until somebody asks to see one. */
export type CaseFile = Opened<CaseFileDocument>

export interface TimelineEntry extends Omit<StoryEntry, 'strikes'> {
  /** Event ids of the correction or voiding that struck this entry; empty: it stands */
  readonly struckBy: readonly Uuid[]
  /** Event id of the entry that this one struck; null: none */
  readonly struck: Uuid | null
}

export interface CaseFilePage {
  readonly file: CaseFile
  /** Newest first */
  readonly timeline: readonly TimelineEntry[]
  /** The case holds events that this program cannot read: what is shown is older, or lacks an entry */
  readonly incomplete: boolean
}

/** @returns one case's file, or null where there is none; who may see it is the policy's to say */
export async function caseFileOf(database: Queryable, opener: Opener, caseId: Uuid): Promise<CaseFile | null> {
  const file = await storedFile(database, caseId)
  return file ? openIndirect(file, opener) : null
}

/** File and story, their indirect values opened; the story ends where the file does. */
export async function caseFilePage(
  database: Queryable,
  log: Pick<EventLog, 'readStream'>,
  opener: Opener,
  caseId: Uuid,
): Promise<CaseFilePage | null> {
  const file = await storedFile(database, caseId)
  if (!file) return null
  const { story, whole } = await storyOf(log, caseId, file.revision)
  const opened = await openIndirect({ file, story }, opener)
  return { file: opened.file, timeline: linked(opened.story), incomplete: !whole || (await isParked(database, caseId)) }
}

async function isParked(database: Queryable, caseId: Uuid): Promise<boolean> {
  const [row] = await rowsFrom<{ parked: boolean }>(
    database,
    `select exists (select from read_models.parked where model = 'case-file' and stream = $1) as parked`,
    [`${CASE_STREAMS}${caseId}`],
  )
  return row?.parked === true
}

async function storedFile(database: Queryable, caseId: Uuid): Promise<CaseFileDocument | null> {
  const [row] = await rowsFrom<{ file: CaseFileDocument }>(database, 'select file from read_models.case_file where case_id = $1', [caseId])
  return row?.file ?? null
}

/** Joins corrections to what they correct: the last standing entry of the same id before them; a voiding strikes all of them. */
function linked(newestFirst: readonly StoryEntry[]): readonly TimelineEntry[] {
  const struckBy = new Map<Uuid, Uuid[]>()
  const struck = new Map<Uuid, Uuid>()
  newestFirst.forEach((entry, index) => {
    if (entry.strikes === null) return
    const earlier = newestFirst.slice(index + 1).filter(({ entryId }) => entryId === entry.strikes)
    const targets = entry.kind === 'EntryVoided' ? earlier : earlier.slice(0, 1)
    for (const target of targets) struckBy.set(target.eventId, [...(struckBy.get(target.eventId) ?? []), entry.eventId])
    const [last] = targets
    if (last) struck.set(entry.eventId, last.eventId)
  })
  return newestFirst.map(({ strikes: _strikes, ...entry }) => ({
    ...entry,
    struckBy: struckBy.get(entry.eventId) ?? [],
    struck: struck.get(entry.eventId) ?? null,
  }))
}

/** @returns the cases whose files name this id anywhere: the stream says whether somebody of that id is one of its people */
export async function casesNaming(database: Queryable, id: Uuid): Promise<readonly Uuid[]> {
  const rows = await rowsFrom<{ caseId: Uuid }>(
    database,
    `select case_id as "caseId" from read_models.case_file where position($1 in file::text) > 0 order by case_id`,
    [id],
  )
  return rows.map(({ caseId }) => caseId)
}
