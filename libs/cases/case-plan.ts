import type { Direct, Fact, LocalDate, Open, Uuid } from '#kernel'

// The plan agreed with the victim and approved by the head; the case conference (gelar kasus).

export type CasePlanDrafted = Fact<
  'CasePlanDrafted',
  1,
  {
    readonly planId: Open<Uuid>
    readonly victimId: Open<Uuid>
    readonly needIds: Open<readonly Uuid[]>
    readonly draftedOn: Open<LocalDate>
    readonly reviewOn: Open<LocalDate | null>
    readonly goals: Direct<string>
  }
>
export type CasePlanAgreed = Fact<
  'CasePlanAgreed',
  1,
  { readonly planId: Open<Uuid>; readonly agreedOn: Open<LocalDate>; readonly agreedBy: Open<'korban' | 'orang_tua' | 'wali'> }
>
export type CasePlanApproved = Fact<'CasePlanApproved', 1, { readonly planId: Open<Uuid>; readonly approvedOn: Open<LocalDate> }>
export type CasePlanReturned = Fact<
  'CasePlanReturned',
  1,
  { readonly planId: Open<Uuid>; readonly returnedOn: Open<LocalDate>; readonly remark: Direct<string> }
>
export type CaseConferenceHeld = Fact<
  'CaseConferenceHeld',
  1,
  {
    readonly serviceId: Open<Uuid>
    readonly victimIds: Open<readonly Uuid[]>
    readonly heldOn: Open<LocalDate>
    readonly institutions: Open<readonly Uuid[]>
    readonly minutes: Direct<{ readonly attendees: string; readonly decisions: string }> | null
  }
>

export type CasePlanEvent = CasePlanDrafted | CasePlanAgreed | CasePlanApproved | CasePlanReturned | CaseConferenceHeld

export type CasePlanCommand =
  | {
      readonly type: 'draftCasePlan'
      readonly victimId: Uuid
      readonly needIds: readonly Uuid[]
      /** null: today */
      readonly draftedOn: LocalDate | null
      readonly reviewOn: LocalDate | null
      readonly goals: Direct<string>
    }
  | {
      readonly type: 'agreeCasePlan'
      readonly planId: Uuid
      readonly agreedBy: CasePlanAgreed['data']['agreedBy']
      readonly agreedOn: LocalDate | null
    }
  | { readonly type: 'approveCasePlan'; readonly planId: Uuid; readonly approvedOn: LocalDate | null }
  | { readonly type: 'returnCasePlan'; readonly planId: Uuid; readonly returnedOn: LocalDate | null; readonly remark: Direct<string> }
  | {
      readonly type: 'holdCaseConference'
      readonly victimIds: readonly Uuid[]
      readonly heldOn: LocalDate | null
      readonly institutions: readonly Uuid[]
      readonly minutes: CaseConferenceHeld['data']['minutes']
    }

export interface PlanEntry {
  readonly victimId: Uuid
  readonly stage: 'disusun' | 'disepakati' | 'disetujui' | 'dikembalikan'
  readonly draftedOn: LocalDate
  readonly voided: boolean
}
export interface CasePlanState {
  readonly plans: Readonly<Record<Uuid, PlanEntry>>
  readonly conferences: Readonly<Record<Uuid, { readonly victimIds: readonly Uuid[]; readonly voided: boolean }>>
}
