import type { Direct, Fact, Indirect, Open } from '#kernel'
import type { Code } from './codes'
import type { Delivered } from './services'

/** Pendampingan to police, hospital, court, school. */
export type AccompanimentGiven = Fact<'AccompanimentGiven', 1, Delivered & { readonly where: Open<Code>; readonly note: Direct<string> | null }>

/** Pemulangan: from the debarkation point to the home village. */
export type RepatriationMade = Fact<'RepatriationMade', 1, Delivered & { readonly journey: Indirect<{ readonly from: string; readonly to: string }> }>

export type AccompanimentEvent = AccompanimentGiven | RepatriationMade
