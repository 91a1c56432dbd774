import { caseScope, type Principal } from '#access'
import { Refusal } from '#kernel'
import type { CaseScope } from '#read-models'

/** What a caller's lists may hold. @throws Refusal `permission.missing` where the caller sees no case at all */
export function scopeOf(principal: Principal): CaseScope {
  const scope = caseScope(principal)
  if (!scope) throw new Refusal('forbidden', 'permission.missing')
  return { userId: scope.user, unit: scope.unit, assignedOnly: scope.reach === 'own' }
}
