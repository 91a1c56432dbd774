import type { LocalDate } from '#kernel'
import type { InstitutionKind, OfficeContact } from './institution-event'

export interface InstitutionProfile {
  readonly kind: InstitutionKind
  readonly services: readonly string[]
  readonly contact: OfficeContact
  readonly channel: string
  readonly openAllHours: boolean
  readonly urgentHours: number | null
}
export type RegisterInstitution = InstitutionProfile & { readonly type: 'registerInstitution'; readonly name: string }
export type RenameInstitution = { readonly type: 'renameInstitution'; readonly name: string }
export type ChangeInstitutionProfile = InstitutionProfile & { readonly type: 'changeInstitutionProfile' }
export type RetireInstitution = { readonly type: 'retireInstitution'; readonly retiredOn: LocalDate; readonly reason: string }

export type InstitutionCommand = RegisterInstitution | RenameInstitution | ChangeInstitutionProfile | RetireInstitution
