import { absent, broken, invalid, type Fact, type LocalDate, type Open, type Uuid } from '#kernel'
import type { CaseEvent } from './case-event'
import { entryOf, requireCorrectable, withEntry, type ExistingCase } from './case-state'
import { isImport, type CaseContext } from './clocks'
import { CODE_LISTS, requireCode } from './code-lists'
import type { Code, CodeEntry } from './codes'
import { delivery, serviceDay, type Delivered, type Delivery } from './delivery'
import { partnerService } from './referral-state'

// What every service has in common, and a service of which nothing but its kind and day is known (imported registers, small services).

/** rehabilitasi_sosial, pendampingan_tokoh_agama, reintegrasi_sosial, dokumen, penelusuran_keluarga, reunifikasi, bantuan_ekonomi, …; any code from an import. */
export type ServiceRecorded = Fact<'ServiceRecorded', 1, Delivered & { readonly service: Open<Code> }>
export type ServiceDateCorrected = Fact<
  'ServiceDateCorrected',
  1,
  { readonly serviceId: Open<Uuid>; readonly deliveredOn: Open<LocalDate>; readonly why: Open<Code> }
>

export type ServiceEvent = ServiceRecorded | ServiceDateCorrected

export type RecordService = Delivery & { readonly type: 'recordService'; readonly service: Code }
export type CorrectServiceDate = {
  readonly type: 'correctServiceDate'
  readonly serviceId: Uuid
  readonly deliveredOn: LocalDate
  /** code of the reason */
  readonly why: Code
}

export type ServiceCommand = RecordService | CorrectServiceDate

/** A service that was given, of whatever kind; what partners gave stands with its referral. */
export interface ServiceEntry {
  readonly service: Code
  readonly victimIds: readonly Uuid[]
  readonly deliveredOn: LocalDate
  readonly voided: boolean
}
export type ServiceState = Readonly<Record<Uuid, ServiceEntry>>

export const noServices: ServiceState = {}

function given(state: ServiceState, { serviceId, victimIds, deliveredOn }: Delivered, service: Code): ServiceState {
  return { ...state, [serviceId]: { service, victimIds, deliveredOn, voided: false } }
}

/** @returns the services after any event of the case */
export function evolveServices(state: ServiceState, event: CaseEvent): ServiceState {
  switch (event.type) {
    case 'ServiceRecorded':
    case 'CounsellingSessionHeld':
      return given(state, event.data, event.data.service)
    case 'HealthServiceGiven':
      return given(state, event.data, 'kesehatan')
    case 'MedicolegalExamined':
      return given(state, event.data, 'medikolegal')
    case 'LegalAidGiven':
      return given(state, event.data, 'bantuan_hukum')
    case 'AccompanimentGiven':
      return given(state, event.data, 'pendampingan')
    case 'RepatriationMade':
      return given(state, event.data, 'pemulangan')
    case 'MediationHeld':
      return given(state, event.data, 'mediasi')
    case 'ServiceDateCorrected':
      return withEntry(state, event.data.serviceId, { deliveredOn: event.data.deliveredOn })
    case 'EntryVoided':
      return event.data.kind === 'layanan' ? withEntry(state, event.data.entryId, { voided: true }) : state
    default:
      return state
  }
}

const OWN_FORM: ReadonlySet<Code> = new Set((CODE_LISTS.service as readonly CodeEntry[]).filter(({ ownForm }) => ownForm).map(({ code }) => code))

/**
 * Records a service of which nothing but its kind and day is known. An import may record any kind this way.
 * @throws Refusal `service.has-its-own-form` on `service`, `code.unknown`; as `delivery`
 */
export function recordService(command: RecordService, state: ExistingCase, context: CaseContext): readonly ServiceRecorded[] {
  const data = delivery(command, state, context)
  requireCode('service', command.service, 'service')
  if (!isImport(context) && OWN_FORM.has(command.service)) throw invalid('service', 'service.has-its-own-form')
  return [{ type: 'ServiceRecorded', version: 1, on: data.deliveredOn, data: { ...data, service: command.service } }]
}

/**
 * Corrects the day of a service, of a partner's first service too; also on a closed case.
 * @throws Refusal `service.unknown` (absent), `service.voided`, `code.unknown`; as `serviceDay`
 */
export function correctServiceDate(command: CorrectServiceDate, state: ExistingCase, context: CaseContext): readonly ServiceDateCorrected[] {
  requireCorrectable(state)
  const { serviceId, why } = command
  const entry = entryOf(state.services, serviceId) ?? partnerService(state.referrals, serviceId)
  if (!entry) throw absent('service.unknown')
  if (entry.voided) throw broken('service.voided')
  requireCode('correctionReason', why, 'why')
  const deliveredOn = serviceDay(command.deliveredOn, entry.victimIds, state, context)
  return [{ type: 'ServiceDateCorrected', version: 1, on: deliveredOn, data: { serviceId, deliveredOn, why } }]
}
