import type { Direct, Fact, Open } from '#kernel'
import type { ExistingCase } from './case-state'
import type { CaseContext } from './clocks'
import { requireCode } from './code-lists'
import { delivery, type Delivered, type Delivery } from './delivery'
import type { Code } from './codes'

/** konsultasi, kuasa_hukum, pendampingan_proses, restitusi, … */
export type LegalAidGiven = Fact<'LegalAidGiven', 1, Delivered & { readonly kind: Open<Code>; readonly note: Direct<string> | null }>

export type LegalAidEvent = LegalAidGiven

export type GiveLegalAid = Delivery & { readonly type: 'giveLegalAid'; readonly kind: Code; readonly note: Direct<string> | null }

export type LegalAidCommand = GiveLegalAid

/** @throws Refusal `code.unknown` on `kind`; as `delivery` */
export function giveLegalAid(command: GiveLegalAid, state: ExistingCase, context: CaseContext): readonly LegalAidGiven[] {
  const data = delivery(command, state, context)
  const { kind, note } = command
  requireCode('legalAidKind', kind, 'kind')
  return [{ type: 'LegalAidGiven', version: 1, on: data.deliveredOn, data: { ...data, kind, note } }]
}
