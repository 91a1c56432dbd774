import type { Fact, Open, Uuid } from '#kernel'
import type { Code } from './codes'

/** An entry that should not stand: it stays readable, struck, and no longer counts. */
export type EntryVoided = Fact<
  'EntryVoided',
  1,
  {
    readonly kind: Open<
      | 'korban'
      | 'layanan'
      | 'kebutuhan'
      | 'asesmen'
      | 'persetujuan'
      | 'rujukan'
      | 'tahap_hukum'
      | 'rencana'
      | 'tinggal'
      | 'tindakan_darurat'
      | 'kronologi'
      | 'kasus'
    >
    /** id of the victim, service, need, …; of the case itself for `kasus` */
    readonly entryId: Open<Uuid>
    readonly why: Open<Code>
  }
>

export type CorrectionEvent = EntryVoided

export type VoidableKind = EntryVoided['data']['kind']

/** Strikes an entry with a reason; `entryId` is not read for `kasus`. */
export type VoidEntry = { readonly type: 'voidEntry'; readonly kind: VoidableKind; readonly entryId: Uuid; readonly why: Code }

export type CorrectionCommand = VoidEntry
