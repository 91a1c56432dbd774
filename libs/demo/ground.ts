import { argonPasswords, createUser, findUserByName, saveUnit, setPassword } from '#access'
import type { Workspace } from '#workspace'
import { DEMO_ACCOUNTS } from './accounts'
import { DEMO_UNIT, demoUserId, staffId } from './staff'

const COLLEAGUE = {
  id: staffId('rekan'),
  username: 'rekan.contoh',
  displayName: 'Petugas Contoh 2',
  roles: ['caseworker'],
  unitId: DEMO_UNIT.id,
} as const

/** The unit and its people. */
export async function layGround({ pool, clock }: Workspace): Promise<void> {
  await saveUnit(pool, DEMO_UNIT, clock.now())
  const passwords = argonPasswords()
  const hashes = await Promise.all(DEMO_ACCOUNTS.map(({ password }) => passwords.hash(password)))
  for (const [index, { role, username, displayName }] of DEMO_ACCOUNTS.entries()) {
    const id = demoUserId(role)
    const known = await findUserByName(pool, username)
    if (known === null) await createUser(pool, { id, username, displayName, roles: [role], unitId: DEMO_UNIT.id }, clock.now())
    await setPassword(pool, id, hashes[index] ?? '')
  }
  if ((await findUserByName(pool, COLLEAGUE.username)) === null) await createUser(pool, COLLEAGUE, clock.now())
}
