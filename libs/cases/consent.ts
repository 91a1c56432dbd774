import type { Direct, Fact, LocalDate, Instant, Open, Uuid } from '#kernel'
import type { Code } from './codes'

// Consent per victim and purpose: who gave it and in what capacity, or the legal basis where it isn't consent (UU 27/2022 art. 20(2)).

export type ConsentPurpose = 'layanan' | 'berbagi' | 'penggunaan_lain'
export type ConsentCapacity = 'korban' | 'orang_tua' | 'wali' | 'unit' | 'pekerja_sosial'
export type LegalBasis = 'persetujuan' | 'kewajiban_hukum' | 'kepentingan_vital' | 'tugas_publik'

interface Scope {
  readonly victimId: Open<Uuid>
  readonly purpose: Open<ConsentPurpose>
  /** the institution that may receive, for `berbagi` */
  readonly receiver: Open<Uuid | null>
}
interface Giver {
  readonly capacity: Open<ConsentCapacity>
  /** the giver's subject in this case; null where the unit or a social worker acts */
  readonly giverId: Open<Uuid | null>
  readonly giverName: Direct<string> | null
}

export type ConsentGiven = Fact<
  'ConsentGiven',
  1,
  Scope &
    Giver & {
      readonly consentId: Open<Uuid>
      readonly basis: Open<LegalBasis>
      /** tertulis, rekaman, cap_jempol, juru_bahasa, bentuk_akses */
      readonly how: Open<Code>
      /** the child's own assent, asked from 7 years on, in plain words */
      readonly childAssent: Open<'bersedia' | 'tidak_bersedia' | 'belum_mampu' | null>
      readonly givenOn: Open<LocalDate>
      readonly expiresOn: Open<LocalDate | null>
    }
>
export type ConsentRefused = Fact<'ConsentRefused', 1, Scope & Giver & { readonly refusedOn: Open<LocalDate> }>
export type ConsentWithdrawn = Fact<
  'ConsentWithdrawn',
  1,
  { readonly consentId: Open<Uuid>; readonly withdrawnAt: Open<Instant>; readonly sharingStopsBy: Open<Instant> }
>

export type ConsentEvent = ConsentGiven | ConsentRefused | ConsentWithdrawn

/** How far the victim can speak for herself today; from the opened birth date (`maturityOn` in `age.ts`). */
export type Maturity = 'dewasa' | 'anak' | 'anak_kecil' | 'tidak_diketahui'

interface ConsentBy {
  readonly victimId: Uuid
  readonly purpose: ConsentPurpose
  readonly receiver: Uuid | null
  readonly capacity: ConsentCapacity
  /** The parent's or guardian's subject in this case */
  readonly giverId: Uuid | null
  readonly giverName: Direct<string> | null
  /** null where the age was not opened: the age band then decides */
  readonly maturity: Maturity | null
}
export type ConsentCommand =
  | ({
      readonly type: 'giveConsent'
      readonly basis: LegalBasis
      readonly how: Code
      readonly childAssent: ConsentGiven['data']['childAssent']
      /** null: today */
      readonly givenOn: LocalDate | null
      readonly expiresOn: LocalDate | null
    } & ConsentBy)
  | ({ readonly type: 'refuseConsent'; readonly refusedOn: LocalDate | null } & ConsentBy)
  | { readonly type: 'withdrawConsent'; readonly consentId: Uuid; readonly withdrawnAt: Instant }

export interface ConsentEntry {
  readonly victimId: Uuid
  readonly purpose: ConsentPurpose
  readonly receiver: Uuid | null
  readonly capacity: ConsentCapacity
  readonly givenOn: LocalDate
  readonly expiresOn: LocalDate | null
  /** Withdrawn, or followed by a refusal in the same scope */
  readonly ended: boolean
  readonly voided: boolean
}
export interface ConsentState {
  readonly given: Readonly<Record<Uuid, ConsentEntry>>
  /** Refusals that stand: not followed by a consent of the same person */
  readonly refused: readonly Pick<ConsentEntry, 'victimId' | 'purpose' | 'receiver' | 'capacity'>[]
}
