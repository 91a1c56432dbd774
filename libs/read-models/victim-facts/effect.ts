import { dateIn, type LocalDate, type Uuid } from '#kernel'
import type { RecordedCaseEvent } from '../case-events'
import { deliveredBy } from '../delivered-service'

/** What one event of a case means for figures: open values alone, small enough to be kept while an import is under way. */
export type Effect =
  | { readonly kind: 'received'; readonly unit: string; readonly on: LocalDate; readonly zone: string; readonly taken: boolean }
  | { readonly kind: 'received-corrected'; readonly on: LocalDate }
  | { readonly kind: 'accepted' }
  | { readonly kind: 'declined' }
  | { readonly kind: 'handed-over'; readonly toUnit: string | null }
  | { readonly kind: 'victim'; readonly victim: Uuid; readonly sex: string; readonly kecamatan: string | null }
  | { readonly kind: 'age'; readonly victim: Uuid; readonly ageClass: string; readonly ageBand: string }
  | {
      readonly kind: 'incident'
      readonly id: Uuid
      readonly victims: readonly Uuid[]
      readonly forms: readonly string[]
      readonly flags: readonly string[]
    }
  | {
      readonly kind: 'service'
      readonly id: Uuid
      readonly victims: readonly Uuid[]
      readonly service: string
      readonly on: LocalDate
      /** who paid, where it is known */
      readonly payer: string | null
    }
  | { readonly kind: 'service-date'; readonly id: Uuid; readonly on: LocalDate }
  | { readonly kind: 'referral'; readonly id: Uuid; readonly victims: readonly Uuid[]; readonly service: string }
  /** a partner confirmed the first service of a referral; the day is that in the case's zone */
  | { readonly kind: 'referral-served'; readonly id: Uuid; readonly serviceId: Uuid; readonly at: string }
  | { readonly kind: 'ended'; readonly victim: Uuid; readonly reason: string; readonly on: LocalDate }
  | { readonly kind: 'reopened'; readonly victims: readonly Uuid[] }
  | { readonly kind: 'voided'; readonly what: string; readonly id: Uuid }
  | { readonly kind: 'erased'; readonly subject: Uuid }

/** @returns null where the event says nothing that a figure counts. */
export function effectOf(event: RecordedCaseEvent): Effect | null {
  switch (event.type) {
    case 'ComplaintReceived': {
      // An import names the service "pengaduan" itself; where somebody took the complaint here, taking it was that service.
      const taken = event.actor.kind !== 'user' || event.actor.importId === undefined
      return { kind: 'received', unit: event.data.unit, on: event.data.receivedOn, zone: event.data.zone, taken }
    }
    case 'ReceivedDateCorrected':
      return { kind: 'received-corrected', on: event.data.receivedOn }
    case 'ComplaintAccepted':
      return { kind: 'accepted' }
    case 'ComplaintDeclined':
      return { kind: 'declined' }
    case 'CaseHandedOver':
      return { kind: 'handed-over', toUnit: event.data.toUnit }
    case 'VictimAdded':
    case 'VictimDetailsCorrected':
      return { kind: 'victim', victim: event.data.victimId, sex: event.data.sex, kecamatan: event.data.kecamatan }
    case 'VictimAgeDetermined':
      return { kind: 'age', victim: event.data.victimId, ageClass: event.data.ageClass, ageBand: event.data.ageBand }
    case 'IncidentRecorded':
    case 'IncidentCorrected':
      return { kind: 'incident', id: event.data.incidentId, victims: event.data.victimIds, forms: event.data.forms, flags: event.data.flags }
    case 'ReferralMade':
      return { kind: 'referral', id: event.data.referralId, victims: event.data.victimIds, service: event.data.service }
    case 'ReferralFirstServiceGiven':
      return { kind: 'referral-served', id: event.data.referralId, serviceId: event.data.serviceId, at: event.data.at }
    case 'VictimServiceEnded':
    case 'VictimEndingCorrected':
      return { kind: 'ended', victim: event.data.victimId, reason: event.data.reason, on: event.data.endedOn }
    case 'CaseReopened':
      return { kind: 'reopened', victims: event.data.victimIds }
    case 'SubjectErased':
      return { kind: 'erased', subject: event.data.subjectId }
    case 'EntryVoided':
      return { kind: 'voided', what: event.data.kind, id: event.data.entryId }
    default:
      return serviceEffectOf(event)
  }
}

function serviceEffectOf(event: RecordedCaseEvent): Effect | null {
  if (event.type === 'ServiceDateCorrected') return { kind: 'service-date', id: event.data.serviceId, on: event.data.deliveredOn }
  if (event.type === 'OutreachMade') {
    const { outreachId, victimIds, madeOn, met } = event.data
    return met ? { kind: 'service', id: outreachId, victims: victimIds, service: 'penjangkauan', on: madeOn, payer: null } : null
  }
  const given = deliveredBy(event)
  if (given === null) return null
  const payer = event.type === 'HealthServiceGiven' ? event.data.payer : null
  return { kind: 'service', id: given.serviceId, victims: given.victimIds, service: given.service, on: given.deliveredOn, payer }
}

export const dayOf = (at: string, zone: string): LocalDate => dateIn(zone, at)
