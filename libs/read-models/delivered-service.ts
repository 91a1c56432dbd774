import type { Code } from '#cases'
import type { Uuid } from '#kernel'
import type { RecordedCaseEvent } from './case-events'

/** A service that was given, whatever its event. */
export interface DeliveredService {
  readonly serviceId: Uuid
  readonly service: Code
  readonly victimIds: readonly Uuid[]
  readonly deliveredOn: string
  /** null: the unit itself */
  readonly provider: Uuid | null
}

/** @returns the service an event tells of, by its code of the service list; null where it tells of none. */
export function deliveredBy(event: RecordedCaseEvent): DeliveredService | null {
  switch (event.type) {
    case 'ServiceRecorded':
    case 'CounsellingSessionHeld':
      return { ...delivery(event.data), service: event.data.service }
    case 'HealthServiceGiven':
      return { ...delivery(event.data), service: 'kesehatan' }
    case 'MedicolegalExamined':
      return { ...delivery(event.data), service: 'medikolegal' }
    case 'LegalAidGiven':
      return { ...delivery(event.data), service: 'bantuan_hukum' }
    case 'AccompanimentGiven':
      return { ...delivery(event.data), service: 'pendampingan' }
    case 'RepatriationMade':
      return { ...delivery(event.data), service: 'pemulangan' }
    case 'MediationHeld':
      return { ...delivery(event.data), service: 'mediasi' }
    case 'CaseConferenceHeld':
      return {
        serviceId: event.data.serviceId,
        victimIds: event.data.victimIds,
        deliveredOn: event.data.heldOn,
        provider: null,
        service: 'gelar_kasus',
      }
    case 'ShelterStayStarted':
      return {
        serviceId: event.data.stayId,
        victimIds: event.data.victimIds,
        deliveredOn: event.data.admittedOn,
        provider: null,
        service: 'rumah_perlindungan',
      }
    default:
      return null
  }
}

const delivery = ({ serviceId, victimIds, deliveredOn, provider }: Omit<DeliveredService, 'service'>): Omit<DeliveredService, 'service'> => ({
  serviceId,
  victimIds,
  deliveredOn,
  provider,
})
