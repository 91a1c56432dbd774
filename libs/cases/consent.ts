import type { Direct, Fact, LocalDate, Instant, Open, Uuid } from '#kernel'
import { entryOf, type ExistingCase } from './case-state'
import type { Code } from './codes'
import type { EntryVoided } from './correction'

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

export const emptyConsents: ConsentState = { given: {}, refused: [] }

type ConsentScope = Pick<ConsentEntry, 'victimId' | 'purpose' | 'receiver'>

/** Same victim, purpose and receiver. */
export const sameScope = (a: ConsentScope, b: ConsentScope): boolean =>
  a.victimId === b.victimId && a.purpose === b.purpose && a.receiver === b.receiver

export function evolveConsents(slice: ConsentState, event: ConsentEvent | EntryVoided): ConsentState {
  switch (event.type) {
    case 'ConsentGiven': {
      const { consentId, victimId, purpose, receiver, capacity, givenOn, expiresOn } = event.data
      const entry: ConsentEntry = { victimId, purpose, receiver, capacity, givenOn, expiresOn, ended: false, voided: false }
      return { given: { ...slice.given, [consentId]: entry }, refused: slice.refused.filter((refusal) => !sameScope(refusal, entry)) }
    }
    case 'ConsentRefused': {
      const { victimId, purpose, receiver, capacity } = event.data
      const refusal = { victimId, purpose, receiver, capacity }
      const given = Object.entries(slice.given).map(([id, entry]) => [id, sameScope(entry, refusal) ? { ...entry, ended: true } : entry] as const)
      return { given: Object.fromEntries(given), refused: [...slice.refused.filter((known) => !sameScope(known, refusal)), refusal] }
    }
    case 'ConsentWithdrawn':
      return withConsent(slice, event.data.consentId, { ended: true })
    case 'EntryVoided':
      return event.data.kind === 'persetujuan' ? withConsent(slice, event.data.entryId, { voided: true }) : slice
  }
}

function withConsent(slice: ConsentState, consentId: Uuid, change: Partial<ConsentEntry>): ConsentState {
  const entry = entryOf(slice.given, consentId)
  return entry === undefined ? slice : { ...slice, given: { ...slice.given, [consentId]: { ...entry, ...change } } }
}

/** Given, neither withdrawn nor refused since, not struck, not run out on `today` (the last day of a consent still counts). */
export const isValidConsent = (entry: ConsentEntry, today: LocalDate): boolean =>
  !entry.ended && !entry.voided && entry.givenOn <= today && (entry.expiresOn === null || entry.expiresOn >= today)

/** @returns the id of a consent of this victim that holds today, for sharing with this receiver or for another purpose; null without one. */
export function validConsent(
  state: Pick<ExistingCase, 'consents'>,
  scope: { readonly victimId: Uuid; readonly purpose: ConsentPurpose; readonly receiver: Uuid | null },
  today: LocalDate,
): Uuid | null {
  const found = Object.entries(state.consents.given).find(([, entry]) => sameScope(entry, scope) && isValidConsent(entry, today))
  return found === undefined ? null : found[0]
}
