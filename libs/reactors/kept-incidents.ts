import { caseAggregate, isErasing, type CaseEvent, type IncidentCorrected, type SubjectRef } from '#cases'
import { knownEvents, stateOf } from '#command-handler'
import type { EventLog } from '#event-log'
import { Sealed, type Uuid } from '#kernel'
import { ERASED, SealBroken, type Opener } from '#privacy'

type Incident = IncidentCorrected['data']

/**
 * Incidents of which when and where are sealed under this person although others were there: sealed anew under one who stays, so that
 * nobody else loses them, nor the hours in which they must be seen by a health service.
 * @returns nothing for what was erased already or no longer opens
 */
export async function incidentsOfOthers(
  log: Pick<EventLog, 'readStream'>,
  newOpener: () => Opener,
  { caseId, subjectId }: SubjectRef,
): Promise<readonly Incident[]> {
  const state = await stateOf(log, caseAggregate, caseId)
  if (state.phase === 'none') return []
  const latest = new Map<Uuid, Incident>()
  for await (const event of knownEvents<CaseEvent>(log, caseAggregate, caseId))
    if (event.type === 'IncidentRecorded' || event.type === 'IncidentCorrected')
      latest.set(event.data.incidentId, { ...event.data, why: 'permintaan_subjek' })
  const kept: Incident[] = []
  for (const incident of latest.values()) {
    const heir = incident.victimIds.find((id) => id !== subjectId && !isErasing(state, id) && state.subjects.victims[id]?.voided === false)
    if (heir === undefined || incident.when.owner.id !== subjectId) continue
    const moved = await keyedTo(heir, incident, newOpener())
    if (moved) kept.push(moved)
  }
  return kept
}

async function keyedTo(heir: Uuid, incident: Incident, opener: Opener): Promise<Incident | null> {
  await opener.prepare([incident.when, incident.place, incident.healthDue])
  try {
    const when = opener.open(incident.when)
    const place = opener.open(incident.place)
    const healthDue = opener.open(incident.healthDue)
    if (when === ERASED || place === ERASED || healthDue === ERASED) return null
    const owner = { kind: 'subject', id: heir } as const
    return { ...incident, when: Sealed.plain(owner, when), place: Sealed.plain(owner, place), healthDue: Sealed.plain(owner, healthDue) }
  } catch (error) {
    // What somebody changed by hand is nobody's any more, and holds no erasure up.
    if (error instanceof SealBroken) return null
    throw error
  }
}
