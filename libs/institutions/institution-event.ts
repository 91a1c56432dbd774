import type { Fact, LocalDate, Open } from '#kernel'

// A partner's stream `institution-<uuid>`. Name and office contact of an institution are open: they name no person.

export const INSTITUTION_KINDS = [
  'kesehatan',
  'kepolisian',
  'kejaksaan',
  'pengadilan',
  'bantuan_hukum',
  'sosial',
  'rumah_perlindungan',
  'pendidikan',
  'keagamaan',
  'uptd_lain',
  'lainnya',
] as const
export type InstitutionKind = (typeof INSTITUTION_KINDS)[number]

export interface OfficeContact {
  readonly phone: string | null
  readonly email: string | null
  readonly address: string | null
}
interface Profile {
  readonly name: Open<string>
  readonly kind: Open<InstitutionKind>
  /** codes of the services it gives */
  readonly services: Open<readonly string[]>
  readonly contact: Open<OfficeContact>
  /** how a referral reaches it: langsung, telepon, whatsapp, surat, email */
  readonly channel: Open<string>
  /** reachable at every hour for urgent referrals */
  readonly openAllHours: Open<boolean>
  /** agreed hours to answer an urgent referral; null: the unit's clock */
  readonly urgentHours: Open<number | null>
}

export type InstitutionRegistered = Fact<
  'InstitutionRegistered',
  1,
  Profile & { readonly unit: Open<string>; readonly registeredOn: Open<LocalDate> }
>
export type InstitutionRenamed = Fact<'InstitutionRenamed', 1, { readonly name: Open<string> }>
/** Everything but the name, as it stands from now on. */
export type InstitutionProfileChanged = Fact<'InstitutionProfileChanged', 1, Omit<Profile, 'name'>>
export type InstitutionRetired = Fact<'InstitutionRetired', 1, { readonly retiredOn: Open<LocalDate>; readonly reason: Open<string> }>

export type InstitutionEvent = InstitutionRegistered | InstitutionRenamed | InstitutionProfileChanged | InstitutionRetired
