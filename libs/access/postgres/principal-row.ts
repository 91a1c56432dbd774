import type { Uuid } from '#kernel'
import type { Principal } from '../principal'
import { isRole } from '../roles'

/** Of `access.users u` left-joined with `access.units n`. */
export const principalColumns = `u.id, u.username, u.display_name, u.roles, n.id as unit_id, n.name as unit_name, n.zone, n.regency`

export interface PrincipalRow {
  readonly id: Uuid
  readonly username: string
  readonly display_name: string
  readonly roles: readonly string[]
  readonly unit_id: Uuid | null
  readonly unit_name: string | null
  readonly zone: string | null
  readonly regency: string | null
}

export function toPrincipal({ id, username, display_name: displayName, roles, unit_id, unit_name, zone, regency }: PrincipalRow): Principal {
  const unit = unit_id !== null && unit_name !== null && zone !== null && regency !== null ? { id: unit_id, name: unit_name, zone, regency } : null
  return { id, username, displayName, roles: roles.filter(isRole), unit }
}
