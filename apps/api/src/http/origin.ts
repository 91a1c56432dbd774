import { actorOf, unitOf, type Permission, type Principal } from '#access'
import type { CommandOrigin } from '#command-handler'
import { commandId } from '#kernel'
import type { CommandHeaders } from './headers'

/** Who asks, by which route, with which headers. */
export interface Asked {
  readonly principal: Principal
  /** What the route asks of its caller: the role that gives it is the actor's */
  readonly permission: Permission
  /** Distinguishes equal keys of different routes */
  readonly route: string
  readonly headers: CommandHeaders
}

/** Working-day clocks skip Saturdays and Sundays; public holidays come with the unit's settings. */
const NO_HOLIDAYS: ReadonlySet<string> = new Set()

/** @throws Refusal `access.no-unit` where the caller belongs to no unit */
export function originOf({ principal, permission, route, headers }: Asked): CommandOrigin {
  const unit = unitOf(principal)
  return {
    commandId: commandId(principal.id, route, headers.idempotencyKey),
    correlationId: headers.correlationId,
    causationId: null,
    actor: actorOf(principal, permission),
    unit: unit.id,
    zone: unit.zone,
    holidays: NO_HOLIDAYS,
    ...(headers.ifMatch === null ? {} : { ifMatch: headers.ifMatch }),
  }
}
