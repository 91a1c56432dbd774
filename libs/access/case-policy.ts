import { absent, type Uuid } from '#kernel'
import { may, requirePermission, type Principal } from './principal'
import type { Permission } from './roles'

/** What the policy reads of a case. */
export interface CaseAccess {
  /** The unit that holds the case now */
  readonly unit: Uuid
  /** null while nobody is assigned */
  readonly assignedTo: Uuid | null
  /** Users behind the conflict wall */
  readonly walledOff: readonly Uuid[]
}

/** Which cases a list may hold for somebody; the conflict wall is always on top of it. */
export interface CaseScope {
  readonly unit: Uuid
  /** `all` of the unit, or `own`: unassigned ones and those assigned to `user` */
  readonly reach: 'all' | 'own'
  readonly user: Uuid
}

/** @returns null for somebody who sees no case at all: department, administrator, anybody without a unit. */
export function caseScope(principal: Principal): CaseScope | null {
  if (!may(principal, 'case.read') || !principal.unit) return null
  return { unit: principal.unit.id, reach: principal.roles.includes('head_of_unit') ? 'all' : 'own', user: principal.id }
}

/**
 * A caseworker sees the unit's unassigned complaints and cases and those assigned to them; the head all of the unit's.
 * Whoever stands behind the conflict wall sees none of it, the head included.
 */
export function maySeeCase(principal: Principal, found: CaseAccess): boolean {
  const scope = caseScope(principal)
  if (scope?.unit !== found.unit || found.walledOff.includes(principal.id)) return false
  return scope.reach === 'all' || found.assignedTo === null || found.assignedTo === principal.id
}

/** @returns true where the principal sees the case and holds the permission. */
export const mayOnCase = (principal: Principal, found: CaseAccess, permission: Permission): boolean =>
  maySeeCase(principal, found) && may(principal, permission)

/**
 * @param found null where there is no such case
 * @throws Refusal `case.unknown` (absent) for a case that isn't there or may not be seen, the same either way;
 * `access.forbidden` (forbidden) for an act that the roles don't give
 */
export function requireOnCase(principal: Principal, found: CaseAccess | null, permission: Permission): void {
  if (found === null || !maySeeCase(principal, found)) throw absent('case.unknown')
  requirePermission(principal, permission)
}
