import type { Direct, Fact, Open } from '#kernel'
import type { Code } from './codes'
import type { Delivered, Delivery } from './services'

/** konsultasi, kuasa_hukum, pendampingan_proses, restitusi, … */
export type LegalAidGiven = Fact<'LegalAidGiven', 1, Delivered & { readonly kind: Open<Code>; readonly note: Direct<string> | null }>

export type LegalAidEvent = LegalAidGiven

export type GiveLegalAid = Delivery & { readonly type: 'giveLegalAid'; readonly kind: Code; readonly note: Direct<string> | null }

export type LegalAidCommand = GiveLegalAid
