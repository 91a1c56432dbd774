import { broken, type Uuid } from '#kernel'
import type { AssessmentState } from './assessment'
import type { CasePlanState } from './case-plan'
import type { ClosureState } from './closure'
import type { ComplaintState } from './complaint'
import type { ConsentState } from './consent'
import type { EmergencyState } from './emergency'
import type { ErasureState } from './erasure'
import type { UrgentHealthState } from './health'
import type { IncidentState } from './incident'
import type { LegalProcessState } from './legal-process'
import type { NeedState } from './needs'
import type { ReferralState } from './referral-state'
import type { ServiceState } from './services'
import type { ShelterStayState } from './shelter-stay'
import type { SubjectState } from './subjects'

/** Before the first event of a stream. */
export interface NoCase {
  readonly phase: 'none'
}

/**
 * Where a case stands on its road.
 * pengaduan: a complaint, not yet a case · layanan: accepted, in service · menunggu_persetujuan: closure asked for ·
 * ditutup: closed · ditolak: complaint declined · dialihkan: handed to somebody outside this installation · dibatalkan: voided.
 */
export type Phase = 'pengaduan' | 'layanan' | 'menunggu_persetujuan' | 'ditutup' | 'ditolak' | 'dialihkan' | 'dibatalkan'

/** What decisions read of a case. Plain immutable objects: no sealed value, nothing that JSON would change. */
export interface ExistingCase {
  readonly phase: Phase
  /** The unit that holds the case now */
  readonly unit: string
  /** The case manager; null until the unit that holds the case has assigned it */
  readonly assignedTo: Uuid | null
  /** Users behind the conflict wall */
  readonly walledOff: readonly Uuid[]
  readonly complaint: ComplaintState
  readonly subjects: SubjectState
  readonly incidents: IncidentState
  readonly consents: ConsentState
  readonly assessments: AssessmentState
  readonly needs: NeedState
  readonly plans: CasePlanState
  readonly services: ServiceState
  readonly urgentHealth: UrgentHealthState
  readonly legal: LegalProcessState
  readonly stays: ShelterStayState
  readonly referrals: ReferralState
  readonly closure: ClosureState
  readonly emergencies: EmergencyState
  readonly erasures: ErasureState
}

export type CaseState = NoCase | ExistingCase

const WHY_NOT_OPEN: Readonly<Record<Exclude<Phase, 'pengaduan' | 'layanan' | 'menunggu_persetujuan'>, string>> = {
  ditutup: 'case.closed',
  ditolak: 'case.declined',
  dialihkan: 'case.handed-over',
  dibatalkan: 'case.voided',
}

/** @throws Refusal `case.closed`, `case.declined`, `case.handed-over` or `case.voided` where no work is recorded any more. */
export function requireOpen(state: ExistingCase): void {
  if (state.phase === 'pengaduan' || state.phase === 'layanan' || state.phase === 'menunggu_persetujuan') return
  throw broken(WHY_NOT_OPEN[state.phase])
}

/** @throws Refusal `case.not-accepted` where the complaint is not yet a case; as `requireOpen` where it isn't open. */
export function requireAccepted(state: ExistingCase): void {
  requireOpen(state)
  if (state.phase === 'pengaduan') throw broken('case.not-accepted')
}

/** For corrections, which a closed case takes too. @throws Refusal `case.voided`, `case.handed-over` */
export function requireCorrectable(state: ExistingCase): void {
  if (state.phase === 'dibatalkan' || state.phase === 'dialihkan') throw broken(WHY_NOT_OPEN[state.phase])
}

/** @returns the entry of `map` with this id; undefined where there is none (names every object has are none). */
export const entryOf = <T>(map: Readonly<Record<Uuid, T>>, id: Uuid): T | undefined => (Object.hasOwn(map, id) ? map[id] : undefined)

/** @returns the map with one entry changed; as it was where there is none of this id */
export function withEntry<T>(map: Readonly<Record<Uuid, T>>, id: Uuid, change: Partial<T>): Readonly<Record<Uuid, T>> {
  const entry = entryOf(map, id)
  return entry ? { ...map, [id]: { ...entry, ...change } } : map
}
