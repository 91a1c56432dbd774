import { listUsers, maySeeCase, permissionsOf, type Principal } from '#access'
import { caseAggregate, isSubject, type SubjectRef } from '#cases'
import { stateOf } from '#command-handler'
import { institutionAggregate } from '#institutions'
import { invalid, type Uuid } from '#kernel'
import type { Workspace } from '#workspace'

// Ids in a form that name something outside the case. A case assigned to nobody that exists would be lost from every worklist.

/** @throws Refusal invalid `user.unknown` where this is no active officer of the unit */
export async function requireColleague({ pool }: Workspace, unit: string, id: Uuid, field: string): Promise<void> {
  const found = (await listUsers(pool, unit)).find((user) => user.id === id)
  if (!found?.active || !permissionsOf(found.roles).has('case.act')) throw invalid(field, 'user.unknown')
}

/** From the partner's own stream: a list may not yet hold one that was just registered. @throws Refusal invalid `institution.unknown`, `institution.retired` */
export async function requirePartner({ log }: Workspace, unit: string, id: Uuid | null | undefined, field: string): Promise<void> {
  if (id === null || id === undefined) return
  const partner = await stateOf(log, institutionAggregate, id)
  if (partner.kind === 'none' || partner.unit !== unit) throw invalid(field, 'institution.unknown')
  if (partner.kind === 'retired') throw invalid(field, 'institution.retired')
}

/** An erasure follows a link: nobody ties somebody into it whom they couldn't meet. @throws Refusal invalid `subject.unknown` */
export async function requireSubject({ log }: Workspace, principal: Principal, { caseId, subjectId }: SubjectRef, field: string): Promise<void> {
  const state = await stateOf(log, caseAggregate, caseId)
  if (state.phase === 'none' || !maySeeCase(principal, state) || !isSubject(state.subjects, subjectId)) throw invalid(field, 'subject.unknown')
}
