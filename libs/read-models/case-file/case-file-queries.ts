import type { Uuid } from '#kernel'
import type { Opener } from '#privacy'
import { rowsFrom, type Queryable } from '../database'
import { openIndirect, type Opened } from '../held'
import type { TimelineRow } from './case-file'
import type { CaseFileDocument } from './document'

/** The file with its indirect values opened; direct ones (`$direct`) stay sealed until somebody asks to see one. */
export type CaseFile = Opened<CaseFileDocument>

export interface TimelineEntry extends Omit<TimelineRow, 'caseId' | 'strikes'> {
  /** Event ids of the correction or voiding that struck this entry; empty: it stands */
  readonly struckBy: readonly Uuid[]
  /** Event id of the entry that this one struck; null: none */
  readonly struck: Uuid | null
}

export interface CaseFilePage {
  readonly file: CaseFile
  /** Newest first */
  readonly timeline: readonly TimelineEntry[]
}

/** @returns one case's file, or null where there is none; who may see it is the policy's to say */
export async function caseFileOf(database: Queryable, opener: Opener, caseId: Uuid): Promise<CaseFile | null> {
  const [row] = await rowsFrom<{ file: CaseFileDocument }>(database, 'select file from read_models.case_file where case_id = $1', [caseId])
  return row ? openIndirect(row.file, opener) : null
}

/** File and story in one query, their indirect values opened. */
export async function caseFilePage(database: Queryable, opener: Opener, caseId: Uuid): Promise<CaseFilePage | null> {
  const rows = await rowsFrom<{ file: CaseFileDocument | null } & TimelineRow>(
    database,
    `select case when row_number() over (order by t.revision desc) = 1 then f.file end as file, t.revision, t.event_id as "eventId", t.kind, t.at, t."on",
       t.recorded_at as "recordedAt", t.actor, t.unit, t.data, t.entry_id as "entryId", t.strikes
     from read_models.case_file f join read_models.case_timeline t on t.case_id = f.case_id
     where f.case_id = $1 order by t.revision desc`,
    [caseId],
  )
  const file = rows[0]?.file
  if (!file) return null
  const story = rows.map(({ file: _file, ...entry }) => entry)
  const opened = await openIndirect({ file, story }, opener)
  return { file: opened.file, timeline: linked(opened.story) }
}

/** Joins corrections to what they correct: the last standing entry of the same id before them; a voiding strikes all of them. */
function linked(newestFirst: readonly TimelineRow[]): readonly TimelineEntry[] {
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
