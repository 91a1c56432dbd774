import { caseAggregate, type CaseEvent, type IncidentWhen, type StatedAge, type VictimCircumstances } from '#cases'
import { knownEvents } from '#command-handler'
import type { Recorded, Sealed, Uuid } from '#kernel'
import { ERASED } from '#privacy'
import type { Workspace } from '#workspace'

/** Sealed values of one victim that a decision's facts need, opened for one command alone. */
export interface OpenedVictim {
  readonly victimId: Uuid
  readonly age: StatedAge
  readonly circumstances: VictimCircumstances
  /** When each incident was that concerns this victim */
  readonly incidents: readonly { readonly incidentId: Uuid; readonly when: IncidentWhen }[]
}

interface SealedVictim {
  readonly age: Sealed<StatedAge>
  readonly circumstances: Sealed<VictimCircumstances>
}
interface SealedIncident {
  readonly victimIds: readonly Uuid[]
  readonly when: Sealed<IncidentWhen>
}

/**
 * Reads the stream itself, not a read model: a decision must not rest on what may lag behind.
 * @returns the victims whose values can still be opened; one who was erased is left out
 */
export async function openedVictims(workspace: Workspace, caseId: Uuid): Promise<readonly OpenedVictim[]> {
  const victims = new Map<Uuid, SealedVictim>()
  const incidents = new Map<Uuid, SealedIncident>()
  for await (const event of knownEvents<CaseEvent>(workspace.log, caseAggregate, caseId)) note(event, victims, incidents)

  const opener = workspace.newOpener()
  const values = [...victims.values()].flatMap(({ age, circumstances }): Sealed<unknown>[] => [age, circumstances])
  await opener.prepare([...values, ...[...incidents.values()].map(({ when }) => when)])
  const opened: OpenedVictim[] = []
  for (const [victimId, sealed] of victims) {
    const age = opener.open(sealed.age)
    const circumstances = opener.open(sealed.circumstances)
    if (age === ERASED || circumstances === ERASED) continue
    const theirs = [...incidents].filter(([, incident]) => incident.victimIds.includes(victimId))
    const known = theirs.flatMap(([incidentId, { when }]) => {
      const found = opener.open(when)
      return found === ERASED ? [] : [{ incidentId, when: found }]
    })
    opened.push({ victimId, age, circumstances, incidents: known })
  }
  return opened
}

function note(event: Recorded<CaseEvent>, victims: Map<Uuid, SealedVictim>, incidents: Map<Uuid, SealedIncident>): void {
  switch (event.type) {
    case 'VictimAdded':
    case 'VictimDetailsCorrected':
      victims.set(event.data.victimId, event.data)
      return
    case 'IncidentRecorded':
    case 'IncidentCorrected':
      incidents.set(event.data.incidentId, event.data)
      return
    case 'EntryVoided':
      victims.delete(event.data.entryId)
      return
    default:
      return
  }
}
