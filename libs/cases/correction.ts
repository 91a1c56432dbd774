import { absent, broken, unreachable, type Fact, type Open, type Uuid } from '#kernel'
import { entryOf, requireCorrectable, type ExistingCase } from './case-state'
import type { CaseContext } from './clocks'
import { requireCode } from './code-lists'
import type { Code } from './codes'
import { partnerService } from './referral-state'
import { standingVictims } from './subjects'

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

/** @returns whether the entry is struck already; undefined where the case has no such entry */
function struck(kind: Exclude<VoidableKind, 'kasus'>, id: Uuid, state: ExistingCase): boolean | undefined {
  const { subjects, services, referrals, complaint, plans, needs, assessments, consents, legal, stays, emergencies } = state
  switch (kind) {
    case 'korban':
      return entryOf(subjects.victims, id)?.voided
    case 'layanan':
      return (entryOf(services, id) ?? partnerService(referrals, id) ?? entryOf(plans.conferences, id) ?? entryOf(complaint.outreaches, id))?.voided
    case 'kebutuhan':
      return entryOf(needs, id)?.voided
    case 'asesmen':
      return (entryOf(assessments.assessments, id) ?? entryOf(assessments.safetyPlans, id))?.voided
    case 'persetujuan':
      return entryOf(consents.given, id)?.voided
    case 'rujukan':
      return entryOf(referrals, id)?.voided
    case 'tahap_hukum':
      return entryOf(legal.entries, id)?.voided
    case 'rencana':
      return entryOf(plans.plans, id)?.voided
    case 'tinggal':
      return entryOf(stays, id)?.voided
    case 'tindakan_darurat':
      return entryOf(emergencies, id)?.voided
    case 'kronologi':
      return entryOf(complaint.chronologies, id)?.voided
    default:
      return unreachable(kind)
  }
}

/**
 * Strikes an entry: it stays readable and no longer counts. Also on a closed case. Nothing is struck twice.
 * @throws Refusal `correction.entry-unknown` (absent), `correction.already-voided`, `correction.last-victim` (void the case instead),
 * `case.voided`, `case.handed-over`, `code.unknown` on `why`
 */
export function voidEntry({ kind, entryId, why }: VoidEntry, state: ExistingCase, context: CaseContext): readonly EntryVoided[] {
  requireCorrectable(state)
  requireCode('correctionReason', why, 'why')
  if (kind !== 'kasus') {
    const voided = struck(kind, entryId, state)
    if (voided === undefined) throw absent('correction.entry-unknown')
    if (voided) throw broken('correction.already-voided')
    if (kind === 'korban' && state.phase !== 'pengaduan' && standingVictims(state).length === 1) throw broken('correction.last-victim')
  }
  return [{ type: 'EntryVoided', version: 1, on: context.today, data: { kind, entryId, why } }]
}
