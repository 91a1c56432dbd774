import { Inject, Injectable } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { caseScope, unitOf, type Principal } from '#access'
import { Refusal, type Position } from '#kernel'
import type { CaseScope } from '#read-models'
import type { Workspace } from '#workspace'
import { WORKSPACE } from '../tokens'

/** Milliseconds a screen that has just written waits for its read model. */
const PATIENCE = 2_000

/** Lets a query wait for what its caller has just written, and says where it stands. */
@Injectable()
export class Reading {
  constructor(@Inject(WORKSPACE) private readonly workspace: Workspace) {}

  /** Sets `X-Position`, and `X-Stale: true` where the wait ended unmet. */
  async reach(position: Position | null, models: readonly string[], reply: FastifyReply): Promise<void> {
    if (position === null) return
    const waited = await this.workspace.projections.waitFor(position, PATIENCE, models)
    if (waited.position !== null) void reply.header('x-position', waited.position)
    if (!waited.reached) void reply.header('x-stale', 'true')
  }
}

/** What a caller's lists may hold. @throws Refusal `permission.missing` where the caller sees no case at all */
export function scopeOf(principal: Principal): CaseScope {
  const scope = caseScope(principal)
  if (!scope) throw new Refusal('forbidden', 'permission.missing')
  return { userId: scope.user, unit: scope.unit, assignedOnly: scope.reach === 'own' }
}

export const zoneOf = (principal: Principal): string => unitOf(principal).zone
