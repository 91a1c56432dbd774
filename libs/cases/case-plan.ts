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
