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
