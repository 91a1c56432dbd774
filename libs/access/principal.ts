import { Refusal, type Actor, type Uuid } from '#kernel'
import { permissionsOf, roleFor, type Permission, type Role } from './roles'

/** An office (UPTD PPA) that holds cases. */
export interface Unit {
  readonly id: Uuid
  readonly name: string
  /** IANA: its clock decides in which year a complaint falls */
  readonly zone: string
  /** Kabupaten or kota */
  readonly regency: string
}

/** Somebody who signed in, as every policy sees them. */
export interface Principal {
  readonly id: Uuid
  readonly username: string
  readonly displayName: string
  readonly roles: readonly Role[]
  /** null for somebody who belongs to no unit */
  readonly unit: Unit | null
}

export const may = (principal: Pick<Principal, 'roles'>, permission: Permission): boolean => permissionsOf(principal.roles).has(permission)

/** @throws Refusal `access.forbidden` (forbidden) where none of the principal's roles gives the permission */
export function requirePermission(principal: Pick<Principal, 'roles'>, permission: Permission): void {
  if (!may(principal, permission)) throw new Refusal('forbidden', 'access.forbidden', { permission })
}

/** @returns the actor an event names, in the role that gives the permission. @throws Refusal `access.forbidden` */
export function actorOf(principal: Pick<Principal, 'id' | 'roles'>, permission: Permission, importId?: Uuid): Actor {
  const role = roleFor(principal.roles, permission)
  if (role === null) throw new Refusal('forbidden', 'access.forbidden', { permission })
  return { kind: 'user', id: principal.id, role, ...(importId === undefined ? {} : { importId }) }
}

/** @returns the unit for which somebody acts. @throws Refusal `access.no-unit` (forbidden) where they belong to none */
export function unitOf(principal: Principal): Unit {
  if (!principal.unit) throw new Refusal('forbidden', 'access.no-unit')
  return principal.unit
}
