import type { Direct, Fact, Instant, LocalDate, Open, Uuid } from '#kernel'
import type { Code } from './codes'

// The process led by others and accompanied by the unit.

export type LegalStageReached = Fact<
  'LegalStageReached',
  1,
  {
    readonly entryId: Open<Uuid>
    readonly victimIds: Open<readonly Uuid[]>
    readonly perpetratorId: Open<Uuid | null>
    readonly stage: Open<Code>
    readonly reachedOn: Open<LocalDate>
    readonly fileNumber: Direct<string> | null
    readonly lists: Open<number>
  }
>
/** Ends the 3x24 h duty of UU 12/2022 art. 41; no ending blocks a service. */
export type PoliceReportSettled = Fact<
  'PoliceReportSettled',
  1,
  {
    readonly how: Open<'dilaporkan_unit' | 'dilaporkan_korban' | 'ditolak_korban_dewasa' | 'ditunda_demi_keselamatan'>
    readonly settledAt: Open<Instant>
    readonly reviewOn: Open<LocalDate | null>
    readonly fileNumber: Direct<string> | null
    readonly reason: Direct<string> | null
  }
>
/** Temporary protection by the police, or a court order: 14 days (TPKS), 7 days (KDRT), up to a year by a court. */
export type ProtectionGranted = Fact<
  'ProtectionGranted',
  1,
  {
    readonly protectionId: Open<Uuid>
    readonly victimIds: Open<readonly Uuid[]>
    readonly kind: Open<'polisi_tpks' | 'polisi_kdrt' | 'pengadilan' | 'lpsk'>
    readonly from: Open<LocalDate>
    readonly until: Open<LocalDate>
  }
>

export type LegalProcessEvent = LegalStageReached | PoliceReportSettled | ProtectionGranted

export type RecordLegalStage = {
  readonly type: 'recordLegalStage'
  readonly victimIds: readonly Uuid[]
  readonly perpetratorId: Uuid | null
  readonly stage: Code
  readonly reachedOn: LocalDate
  readonly fileNumber: Direct<string> | null
}
export type SettlePoliceReport = {
  readonly type: 'settlePoliceReport'
  readonly how: 'dilaporkan_unit' | 'dilaporkan_korban' | 'ditolak_korban_dewasa' | 'ditunda_demi_keselamatan'
  readonly settledAt: Instant
  /** asked where it is deferred */
  readonly reviewOn: LocalDate | null
  readonly fileNumber: Direct<string> | null
  /** asked where it is deferred; the head's */
  readonly reason: Direct<string> | null
  /** whether any victim of the sexual violence lives with a disability, as the caller read it from the sealed circumstances */
  readonly disability: boolean
}
export type GrantProtection = {
  readonly type: 'grantProtection'
  readonly victimIds: readonly Uuid[]
  readonly kind: 'polisi_tpks' | 'polisi_kdrt' | 'pengadilan' | 'lpsk'
  readonly from: LocalDate
  /** null: the law's length, 14 days (polisi_tpks) or 7 (polisi_kdrt); asked for a court's order and LPSK */
  readonly until: LocalDate | null
}

export type LegalProcessCommand = RecordLegalStage | SettlePoliceReport | GrantProtection
