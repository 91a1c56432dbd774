import type { CommandOrigin } from '#command-handler'
import type { Unit } from '#access'
import { commandId, deriveId, type Uuid } from '#kernel'

const DEMO: Uuid = '7b6f3b52-4c1a-4a55-9d0a-2f1f6d8e0c01'

/** Ids of the demo are derived, so that a fill that was cut off goes on where it stopped. */
export const demoId = (...parts: readonly (string | number)[]): Uuid => deriveId(DEMO, ...parts)

export const DEMO_UNIT: Unit = { id: demoId('unit'), name: 'UPTD PPA Kab. Contoh', zone: 'Asia/Jakarta', regency: 'Kabupaten Contoh' }

/** The people of the invented unit. `rekan` is a second caseworker, without an account to sign in with. */
export type Staff = 'petugas' | 'rekan' | 'kepala' | 'admin'

const ROLES = { petugas: 'caseworker', rekan: 'caseworker', kepala: 'head_of_unit', admin: 'administrator' } as const

export const demoUserId = (role: string): Uuid => demoId('user', role)

export const staffId = (who: Staff): Uuid => (who === 'rekan' ? demoId('user', 'second caseworker') : demoUserId(ROLES[who]))

/** Somebody of the demo unit doing something; `key` makes the command's id. */
export function demoOrigin(key: string, who: Staff): CommandOrigin {
  const user = staffId(who)
  const id = commandId(user, 'demo', key)
  return {
    commandId: id,
    correlationId: id,
    causationId: null,
    actor: { kind: 'user', id: user, role: ROLES[who] },
    unit: DEMO_UNIT.id,
    zone: DEMO_UNIT.zone,
    holidays: new Set(),
  }
}
