import { invalid, type Direct, type Fact, type Indirect, type Open } from '#kernel'
import type { ExistingCase } from './case-state'
import type { CaseContext } from './clocks'
import { requireCode } from './code-lists'
import { delivery, type Delivered, type Delivery } from './delivery'
import type { Code } from './codes'

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
  /** sealed with the key of one of the victims */
  readonly journey: Indirect<{ readonly from: string; readonly to: string }>
}

export type AccompanimentCommand = GiveAccompaniment | MakeRepatriation

/** @throws Refusal `code.unknown` on `where`; as `delivery` */
export function giveAccompaniment(command: GiveAccompaniment, state: ExistingCase, context: CaseContext): readonly AccompanimentGiven[] {
  const data = delivery(command, state, context)
  const { where, note } = command
  requireCode('accompanimentPlace', where, 'where')
  return [{ type: 'AccompanimentGiven', version: 1, on: data.deliveredOn, data: { ...data, where, note } }]
}

/** @throws Refusal `repatriation.not-keyed-to-a-traveller` on `journey`; as `delivery` */
export function makeRepatriation(command: MakeRepatriation, state: ExistingCase, context: CaseContext): readonly RepatriationMade[] {
  const data = delivery(command, state, context)
  const { journey, victimIds } = command
  if (journey.owner.kind !== 'subject' || !victimIds.includes(journey.owner.id)) throw invalid('journey', 'repatriation.not-keyed-to-a-traveller')
  return [{ type: 'RepatriationMade', version: 1, on: data.deliveredOn, data: { ...data, journey } }]
}
