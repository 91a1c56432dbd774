import type { Direct, Fact, Open } from '#kernel'
import type { Code } from './codes'
import type { Delivered, Delivery } from './services'

/** With whom and about what. About the violence with the alleged perpetrator's side it is refused where UU 12/2022 art. 23 and the rules of the house say so. */
export type MediationHeld = Fact<
  'MediationHeld',
  1,
  Delivered & {
    readonly withWhom: Open<'terlapor' | 'keluarga_terlapor' | 'sekolah' | 'majikan' | 'pencatatan' | 'lainnya'>
    readonly about: Open<'kekerasan' | 'hal_lain'>
    readonly requestedByVictim: Open<boolean>
    readonly askedInPrivate: Open<boolean>
    readonly outcome: Open<Code>
    readonly note: Direct<string> | null
  }
>

export type MediationEvent = MediationHeld

export type HoldMediation = Delivery & {
  readonly type: 'holdMediation'
  readonly withWhom: 'terlapor' | 'keluarga_terlapor' | 'sekolah' | 'majikan' | 'pencatatan' | 'lainnya'
  readonly about: 'kekerasan' | 'hal_lain'
  readonly requestedByVictim: boolean
  readonly askedInPrivate: boolean
  readonly outcome: Code
  readonly note: Direct<string> | null
}

export type MediationCommand = HoldMediation
