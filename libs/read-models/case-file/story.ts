import { STREAM_CLOSED, type EventLog } from '#event-log'
import type { Actor, Instant, LocalDate, Uuid } from '#kernel'
import { CASE_STREAMS, isCaseEvent, type RecordedCaseEvent } from '../case-events'
import { deliveredBy } from '../delivered-service'
import { holdAll } from '../held'

/** One entry of a case's story: an event as a document keeps it. */
export interface StoryEntry {
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

/**
 * The story of a case is its stream: a table of it would be a second copy of the log.
 * @param upTo revision of the newest entry, so that story and file tell the same
 * @returns newest first; not whole where one of them was made unreadable since the file was made
 * @throws StreamNotFound; StreamDeleted; LogUnavailable
 */
export async function storyOf(
  log: Pick<EventLog, 'readStream'>,
  caseId: Uuid,
  upTo: number,
): Promise<{ readonly story: readonly StoryEntry[]; readonly whole: boolean }> {
  const story: StoryEntry[] = []
  let whole = true
  for await (const page of log.readStream(`${CASE_STREAMS}${caseId}`, { from: BigInt(upTo), direction: 'backwards' })) {
    for (const event of page) {
      if (isCaseEvent(event)) story.push(storyEntry(event))
      else if (event.type !== STREAM_CLOSED) whole = false
    }
  }
  return { story, whole }
}

function storyEntry(event: RecordedCaseEvent): StoryEntry {
  return {
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
function links(event: RecordedCaseEvent): Pick<StoryEntry, 'entryId' | 'strikes'> {
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
    case 'TextRedacted':
      return { entryId: event.data.recordId, strikes: null }
    default:
      return { entryId: deliveredBy(event)?.serviceId ?? null, strikes: null }
  }
}
