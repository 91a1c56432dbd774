import { absent, broken, unreachable, type Uuid } from '#kernel'
import { entryOf, requireCorrectable, type ExistingCase } from './case-state'
import type { CaseContext } from './clocks'
import { requireCode } from './code-lists'
import type { EntryVoided, VoidableKind, VoidEntry } from './correction'
import { partnerService } from './referral-state'
import { standingVictims } from './subjects'

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
