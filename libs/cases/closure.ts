import type { Direct, Fact, LocalDate, Open, Uuid } from '#kernel'
import type { CaseEvent } from './case-event'
import { entryOf } from './case-state'
import type { Code } from './codes'

// Ending per victim, approval of the closure, follow-up, reopening.

export type VictimServiceEnded = Fact<
  'VictimServiceEnded',
  1,
  { readonly victimId: Open<Uuid>; readonly reason: Open<Code>; readonly endedOn: Open<LocalDate>; readonly lists: Open<number> }
>
export type VictimEndingCorrected = Fact<
  'VictimEndingCorrected',
  1,
  {
    readonly victimId: Open<Uuid>
    readonly reason: Open<Code>
    readonly endedOn: Open<LocalDate>
    readonly why: Open<Code>
    readonly lists: Open<number>
  }
>
export type ClosureRequested = Fact<'ClosureRequested', 1, { readonly requestedOn: Open<LocalDate> }>
export type ClosureReturned = Fact<'ClosureReturned', 1, { readonly returnedOn: Open<LocalDate>; readonly remark: Direct<string> }>
export type CaseClosed = Fact<
  'CaseClosed',
  1,
  { readonly closedOn: Open<LocalDate>; readonly followUps: Open<readonly { readonly victimId: Uuid; readonly dueOn: LocalDate }[]> }
>
export type FollowUpMade = Fact<
  'FollowUpMade',
  1,
  {
    readonly followUpId: Open<Uuid>
    readonly victimId: Open<Uuid>
    readonly madeOn: Open<LocalDate>
    readonly result: Open<Code>
    readonly nextDueOn: Open<LocalDate | null>
    readonly note: Direct<string> | null
  }
>
export type FeedbackGiven = Fact<
  'FeedbackGiven',
  1,
  { readonly feedbackId: Open<Uuid>; readonly victimId: Open<Uuid>; readonly rating: Open<1 | 2 | 3 | 4 | 5>; readonly remark: Direct<string> | null }
>
export type CaseReopened = Fact<
  'CaseReopened',
  1,
  {
    readonly reopenedOn: Open<LocalDate>
    readonly cause: Open<'permintaan_korban' | 'kejadian_baru' | 'darurat' | 'tindak_lanjut' | 'koreksi'>
    readonly victimIds: Open<readonly Uuid[]>
  }
>

export type ClosureEvent =
  VictimServiceEnded | VictimEndingCorrected | ClosureRequested | ClosureReturned | CaseClosed | FollowUpMade | FeedbackGiven | CaseReopened

export type EndVictimService = {
  readonly type: 'endVictimService'
  readonly victimId: Uuid
  /** tujuan_tercapai, dilimpahkan, dicabut_korban, hilang_kontak, pindah, meninggal, bukan_kewenangan, lainnya; alasan_tidak_tercatat for imports */
  readonly reason: Code
  readonly endedOn: LocalDate
}
export type CorrectVictimEnding = {
  readonly type: 'correctVictimEnding'
  readonly victimId: Uuid
  readonly reason: Code
  readonly endedOn: LocalDate
  readonly why: Code
}
export type RequestClosure = { readonly type: 'requestClosure' }
export type ReturnClosure = { readonly type: 'returnClosure'; readonly remark: Direct<string> }
/** The head's approval. An import approves without a request, with the date the register has. */
export type ApproveClosure = { readonly type: 'approveClosure'; /** null: today */ readonly closedOn: LocalDate | null }
export type MakeFollowUp = {
  readonly type: 'makeFollowUp'
  readonly victimId: Uuid
  readonly madeOn: LocalDate
  readonly result: Code
  readonly nextDueOn: LocalDate | null
  readonly note: Direct<string> | null
}
export type GiveFeedback = {
  readonly type: 'giveFeedback'
  readonly victimId: Uuid
  readonly rating: 1 | 2 | 3 | 4 | 5
  readonly remark: Direct<string> | null
}
export type ReopenCase = {
  readonly type: 'reopenCase'
  readonly reopenedOn: LocalDate
  readonly cause: 'permintaan_korban' | 'kejadian_baru' | 'tindak_lanjut' | 'koreksi'
  /** the victims whose service goes on; at least one */
  readonly victimIds: readonly Uuid[]
}

export type ClosureCommand =
  EndVictimService | CorrectVictimEnding | RequestClosure | ReturnClosure | ApproveClosure | MakeFollowUp | GiveFeedback | ReopenCase

export interface ClosureState {
  /** Victims whose service has ended */
  readonly endings: Readonly<Record<Uuid, { readonly reason: Code; readonly endedOn: LocalDate }>>
  /** Of the latest closing; stays after a reopening */
  readonly closedOn: LocalDate | null
}

export const notEnded: ClosureState = { endings: {}, closedOn: null }

/** @returns endings and closing after any event of the case; the phase is `case.ts`'s */
export function evolveClosure(state: ClosureState, event: CaseEvent): ClosureState {
  switch (event.type) {
    case 'VictimServiceEnded':
    case 'VictimEndingCorrected': {
      const { victimId, reason, endedOn } = event.data
      return { ...state, endings: { ...state.endings, [victimId]: { reason, endedOn } } }
    }
    case 'CaseClosed':
      return { ...state, closedOn: event.data.closedOn }
    case 'CaseReopened': {
      const again = event.data.victimIds
      return { ...state, endings: Object.fromEntries(Object.entries(state.endings).filter(([id]) => !again.includes(id))) }
    }
    default:
      return state
  }
}

/** @returns true where the victim's service has ended and was not taken up again */
export const hasEnded = (state: ClosureState, victimId: Uuid): boolean => entryOf(state.endings, victimId) !== undefined
