import type { Direct, Fact, Indirect, Open, Uuid } from '#kernel'
import type { Code } from './codes'
import type { Delivered, Delivery } from './services'

/** Pendampingan to police, hospital, court, school. */
export type AccompanimentGiven = Fact<'AccompanimentGiven', 1, Delivered & { readonly where: Open<Code>; readonly note: Direct<string> | null }>

/** Pemulangan: from the debarkation point to the home village. */
export type RepatriationMade = Fact<'RepatriationMade', 1, Delivered & { readonly journey: Indirect<{ readonly from: string; readonly to: string }> }>

export type AccompanimentEvent = AccompanimentGiven | RepatriationMade

export type GiveAccompaniment = Delivery & {
  readonly type: 'giveAccompaniment'
  /** of the list `accompanimentPlace` */
  readonly where: Code
  readonly note: Direct<string> | null
}
export type MakeRepatriation = Delivery & {
  readonly type: 'makeRepatriation'
  /** sealed with the key of the subject `keyedTo` */
  readonly journey: Indirect<{ readonly from: string; readonly to: string }>
  readonly keyedTo: Uuid
}

export type AccompanimentCommand = GiveAccompaniment | MakeRepatriation
