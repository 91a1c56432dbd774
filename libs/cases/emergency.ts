import { absent, broken, newIdIn, type Direct, type Fact, type Instant, type Open, type Uuid } from '#kernel'
import { pastInstant } from './case-dates'
import type { CaseEvent } from './case-event'
import { entryOf, withEntry, type ExistingCase } from './case-state'
import type { CaseContext } from './clocks'
import type { CaseReopened } from './closure'
import { latestRisk } from './latest-risk'
import { requireVictims, standingVictims } from './subjects'

// Jalur darurat: open in every state; approval follows, never precedes.

export type EmergencyActionRecorded = Fact<
  'EmergencyActionRecorded',
  1,
  {
    readonly actionId: Open<Uuid>
    readonly victimIds: Open<readonly Uuid[]>
    readonly kind: Open<EmergencyKind>
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

export const EMERGENCY_KINDS = ['pertolongan_pertama', 'transportasi', 'kesehatan', 'polisi', 'rumah_perlindungan', 'kontak_keselamatan'] as const
export type EmergencyKind = (typeof EMERGENCY_KINDS)[number]

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

export interface EmergencyEntry {
  readonly reviewNeeded: boolean
  readonly reviewed: boolean
  readonly recordedBy: Uuid | null
  readonly voided: boolean
}
export type EmergencyState = Readonly<Record<Uuid, EmergencyEntry>>

export const noEmergencies: EmergencyState = {}

/** @returns the emergency actions after any event of the case */
export function evolveEmergencies(state: EmergencyState, event: CaseEvent): EmergencyState {
  switch (event.type) {
    case 'EmergencyActionRecorded': {
      const { actionId, reviewNeeded, recordedBy } = event.data
      return { ...state, [actionId]: { reviewNeeded, recordedBy, reviewed: false, voided: false } }
    }
    case 'EmergencyActionReviewed':
      return withEntry(state, event.data.actionId, { reviewed: true })
    case 'EntryVoided':
      return event.data.kind === 'tindakan_darurat' ? withEntry(state, event.data.entryId, { voided: true }) : state
    default:
      return state
  }
}

/**
 * A closed case, or one about to be closed, goes on in the same act; so does the service of a victim who had ended.
 * Where nobody is named everybody's goes on. The dead stay out of it.
 */
export function reopenForEmergency(victimIds: readonly Uuid[], state: ExistingCase, context: CaseContext): readonly CaseReopened[] {
  if (state.phase !== 'ditutup' && state.phase !== 'menunggu_persetujuan' && state.phase !== 'layanan') return []
  const closing = state.phase !== 'layanan'
  const concerned = victimIds.length > 0 || !closing ? victimIds : standingVictims(state)
  const ended = concerned.filter((id) => {
    const ending = entryOf(state.closure.endings, id)
    return ending !== undefined && ending.reason !== 'meninggal'
  })
  if (!closing && ended.length === 0) return []
  return [{ type: 'CaseReopened', version: 1, on: context.today, data: { reopenedOn: context.today, cause: 'darurat', victimIds: ended } }]
}

/** No review is owed where the ordinary road had been walked: an accepted case, everybody named, assessed and with an approved plan. */
function walkedTheRoad(victimIds: readonly Uuid[], state: ExistingCase): boolean {
  const planned = (id: Uuid): boolean =>
    Object.values(state.plans.plans).some(({ victimId, stage, voided }) => victimId === id && stage === 'disetujui' && !voided)
  return state.phase === 'layanan' && victimIds.length > 0 && victimIds.every((id) => latestRisk(state.assessments, id) !== null && planned(id))
}

/**
 * Open in every state: on an unverified or declined complaint, on a closed, handed-over or voided case; asks for nothing first.
 * @throws Refusal on wrong input only: `victim.unknown`, `victim.voided`, `time.future`
 */
export function recordEmergencyAction(
  command: RecordEmergencyAction,
  state: ExistingCase,
  context: CaseContext,
): readonly (CaseReopened | EmergencyActionRecorded)[] {
  const { victimIds, kind, institutionId, note } = command
  if (victimIds.length > 0) requireVictims(state, victimIds)
  const actedAt = pastInstant(command.actedAt, 'actedAt', context)
  const recordedBy = context.actor.kind === 'user' ? context.actor.id : null
  const reviewNeeded = !walkedTheRoad(victimIds, state)
  return [
    ...reopenForEmergency(victimIds, state, context),
    {
      type: 'EmergencyActionRecorded',
      version: 1,
      at: actedAt,
      data: { actionId: newIdIn(context, 'emergency'), victimIds, kind, actedAt, institutionId, reviewNeeded, recordedBy, note },
    },
  ]
}

/**
 * Also on a closed case. Nobody reviews their own.
 * @throws Refusal `emergency.unknown` (absent), `emergency.voided`, `emergency.already-reviewed`, `emergency.own-review`
 */
export function reviewEmergencyAction(command: ReviewEmergencyAction, state: ExistingCase, context: CaseContext): readonly EmergencyActionReviewed[] {
  const { actionId, finding, remark } = command
  const entry = entryOf(state.emergencies, actionId)
  if (!entry) throw absent('emergency.unknown')
  if (entry.voided) throw broken('emergency.voided')
  if (entry.reviewed) throw broken('emergency.already-reviewed')
  requireAnotherReviewer(entry.recordedBy, context, 'emergency.own-review')
  return [{ type: 'EmergencyActionReviewed', version: 1, at: context.now, data: { actionId, reviewedAt: context.now, finding, remark } }]
}

/** @throws Refusal with `code` where the reviewer is the one who acted, or no person */
export function requireAnotherReviewer(actedBy: Uuid | null, { actor }: CaseContext, code: string): void {
  if (actor.kind !== 'user' || actor.id === actedBy) throw broken(code)
}
