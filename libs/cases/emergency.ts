import type { Direct, Fact, Instant, Open, Uuid } from '#kernel'

// Jalur darurat: open in every state; approval follows, never precedes.

export type EmergencyActionRecorded = Fact<
  'EmergencyActionRecorded',
  1,
  {
    readonly actionId: Open<Uuid>
    readonly victimIds: Open<readonly Uuid[]>
    readonly kind: Open<'pertolongan_pertama' | 'transportasi' | 'kesehatan' | 'polisi' | 'rumah_perlindungan' | 'kontak_keselamatan'>
    readonly actedAt: Open<Instant>
    readonly institutionId: Open<Uuid | null>
    readonly reviewNeeded: Open<boolean>
    /** who may not review it; null: not a person */
    readonly recordedBy: Open<Uuid | null>
    readonly note: Direct<string> | null
  }
>
/** Nobody reviews their own. */
export type EmergencyActionReviewed = Fact<
  'EmergencyActionReviewed',
  1,
  {
    readonly actionId: Open<Uuid>
    readonly reviewedAt: Open<Instant>
    readonly finding: Open<'sesuai' | 'perlu_perbaikan'>
    readonly remark: Direct<string> | null
  }
>

export type EmergencyEvent = EmergencyActionRecorded | EmergencyActionReviewed

export type EmergencyKind = 'pertolongan_pertama' | 'transportasi' | 'kesehatan' | 'polisi' | 'rumah_perlindungan' | 'kontak_keselamatan'

/** Open in every state but before the complaint; reopens a closed case in the same append. */
export type RecordEmergencyAction = {
  readonly type: 'recordEmergencyAction'
  /** may be empty: not yet known who */
  readonly victimIds: readonly Uuid[]
  readonly kind: EmergencyKind
  readonly actedAt: Instant
  readonly institutionId: Uuid | null
  readonly note: Direct<string> | null
}
export type ReviewEmergencyAction = {
  readonly type: 'reviewEmergencyAction'
  readonly actionId: Uuid
  readonly finding: 'sesuai' | 'perlu_perbaikan'
  readonly remark: Direct<string> | null
}

export type EmergencyCommand = RecordEmergencyAction | ReviewEmergencyAction
