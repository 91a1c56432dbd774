import type { Fact, LocalDate, Open, Uuid } from '#kernel'
import type { Code } from './codes'

// What each victim needs, and whether it is wanted. Declined and obstructed needs are counts of their own, never failures.

export type NeedIdentified = Fact<
  'NeedIdentified',
  1,
  {
    readonly needId: Open<Uuid>
    readonly victimId: Open<Uuid>
    readonly service: Open<Code>
    readonly wanted: Open<boolean>
    readonly identifiedOn: Open<LocalDate>
    readonly lists: Open<number>
  }
>
export type NeedWishChanged = Fact<
  'NeedWishChanged',
  1,
  { readonly needId: Open<Uuid>; readonly wanted: Open<boolean>; readonly changedOn: Open<LocalDate> }
>
/** The rights ledger's only typed entries: ditolak (by the victim) and dihalangi (by somebody else). */
export type NeedHindered = Fact<
  'NeedHindered',
  1,
  { readonly needId: Open<Uuid>; readonly how: Open<'ditolak' | 'dihalangi'>; readonly reason: Open<Code>; readonly on: Open<LocalDate> }
>

export type NeedEvent = NeedIdentified | NeedWishChanged | NeedHindered

export type NeedCommand =
  | {
      readonly type: 'identifyNeeds'
      readonly victimId: Uuid
      readonly needs: readonly { readonly service: Code; readonly wanted: boolean }[]
      /** null: today */
      readonly identifiedOn: LocalDate | null
    }
  | { readonly type: 'changeNeedWish'; readonly needId: Uuid; readonly wanted: boolean; readonly changedOn: LocalDate | null }
  | {
      readonly type: 'hinderNeed'
      readonly needId: Uuid
      readonly how: 'ditolak' | 'dihalangi'
      readonly reason: Code
      readonly on: LocalDate | null
    }

export interface NeedEntry {
  readonly victimId: Uuid
  readonly service: Code
  readonly wanted: boolean
  readonly voided: boolean
}
export type NeedState = Readonly<Record<Uuid, NeedEntry>>
