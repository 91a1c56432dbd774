import type { Direct, Fact, Open } from '#kernel'
import type { Delivered, Delivery } from './services'

/** Counselling or accompaniment by a listed expert (tenaga ahli). Notes are for the counsellor alone. */
export type CounsellingSessionHeld = Fact<
  'CounsellingSessionHeld',
  1,
  Delivered & { readonly service: Open<'konseling' | 'tenaga_ahli'>; readonly session: Open<number>; readonly notes: Direct<string> | null }
>

export type CounsellingEvent = CounsellingSessionHeld

/** One event a victim: sessions are numbered per victim. `notes` has a record key of its own. */
export type HoldCounsellingSession = Delivery & {
  readonly type: 'holdCounsellingSession'
  readonly service: 'konseling' | 'tenaga_ahli'
  readonly notes: Direct<string> | null
}

export type CounsellingCommand = HoldCounsellingSession
