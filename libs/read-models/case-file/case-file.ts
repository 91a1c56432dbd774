import type { Actor, Instant, LocalDate, Uuid } from '#kernel'
import { caseEntries, CASE_STREAMS, casesIn, type CaseEntry, type RecordedCaseEvent } from '../case-events'
import { deliveredBy } from '../delivered-service'
import { holdAll } from '../held'
import type { ReadModel } from '../read-model'
import { defineTable } from '../table'
import type { CaseFileDocument } from './document'
import { evolveFile, newFile } from './road'

interface FileRow {
  readonly caseId: Uuid
  readonly file: CaseFileDocument
}

/** One entry of a case's story: an event as a document keeps it. */
export interface TimelineRow {
  readonly caseId: Uuid
  readonly revision: number
  readonly eventId: Uuid
  /** The event's type */
  readonly kind: RecordedCaseEvent['type']
  readonly at: Instant | null
  readonly on: LocalDate | null
  readonly recordedAt: Instant
  readonly actor: Actor
  readonly unit: string | null
  /** Open fields as they are; sealed ones held */
  readonly data: Readonly<Record<string, unknown>>
  /** Id of what the event made: a service, a need, a referral, … */
  readonly entryId: Uuid | null
  /** Id of what it corrects or voids */
  readonly strikes: Uuid | null
}

export const caseFileTable = defineTable<FileRow>({
  name: 'case_file',
  comment: 'One document a case: all that its page shows besides the story. Names and texts are sealed.',
  columns: { caseId: 'uuid', file: 'document' },
  key: ['caseId'],
  group: 'caseId',
})

export const timelineTable = defineTable<TimelineRow>({
  name: 'case_timeline',
  comment: 'The story of each case, an entry an event. Names and texts are sealed.',
  columns: {
    caseId: 'uuid',
    revision: 'integer',
    eventId: 'uuid',
    kind: 'text',
    at: 'instant',
    on: 'date',
    recordedAt: 'instant',
    actor: 'document',
    unit: 'text',
    data: 'document',
    entryId: 'uuid',
    strikes: 'uuid',
  },
  key: ['caseId', 'revision'],
  group: 'caseId',
})

/** The file of a case: its present state in one document, and its story. */
export const caseFile: ReadModel = {
  name: 'case-file',
  version: 1,
  streamPrefix: CASE_STREAMS,
  tables: [caseFileTable, timelineTable],
  async fold(batch, transaction) {
    const entries = caseEntries(batch)
    const rows = await transaction.rows(caseFileTable, casesIn(entries))
    for (const entry of entries) {
      const row = rows.of(entry.caseId)[0] ?? { caseId: entry.caseId, file: newFile(entry) }
      evolveFile(row.file, entry.event)
      rows.put(row)
    }
    transaction.append(timelineTable, entries.map(timelineRow))
  },
}

function timelineRow({ caseId, event }: CaseEntry): TimelineRow {
  return {
    caseId,
    revision: Number(event.revision),
    eventId: event.id,
    kind: event.type,
    at: event.at ?? null,
    on: event.on ?? null,
    recordedAt: event.recordedAt,
    actor: event.actor,
    unit: event.unit,
    data: holdAll(event.data),
    ...links(event),
  }
}

/** Which entry an event makes, and which earlier one it strikes. */
function links(event: RecordedCaseEvent): Pick<TimelineRow, 'entryId' | 'strikes'> {
  switch (event.type) {
    case 'EntryVoided':
      return { entryId: null, strikes: event.data.entryId }
    case 'IncidentRecorded':
      return { entryId: event.data.incidentId, strikes: null }
    case 'IncidentCorrected':
      return { entryId: event.data.incidentId, strikes: event.data.incidentId }
    case 'VictimAdded':
      return { entryId: event.data.victimId, strikes: null }
    case 'VictimDetailsCorrected':
      return { entryId: event.data.victimId, strikes: event.data.victimId }
    case 'ServiceDateCorrected':
      return { entryId: event.data.serviceId, strikes: event.data.serviceId }
    case 'NeedIdentified':
      return { entryId: event.data.needId, strikes: null }
    case 'AssessmentRecorded':
      return { entryId: event.data.assessmentId, strikes: null }
    case 'ConsentGiven':
      return { entryId: event.data.consentId, strikes: null }
    case 'ReferralMade':
      return { entryId: event.data.referralId, strikes: null }
    case 'LegalStageReached':
      return { entryId: event.data.entryId, strikes: null }
    case 'CasePlanDrafted':
      return { entryId: event.data.planId, strikes: null }
    case 'EmergencyActionRecorded':
      return { entryId: event.data.actionId, strikes: null }
    case 'ChronologyWritten':
      return { entryId: event.data.recordId, strikes: null }
    default:
      return { entryId: deliveredBy(event)?.serviceId ?? null, strikes: null }
  }
}
