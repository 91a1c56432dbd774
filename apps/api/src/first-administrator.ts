import { createSetupLink, createUser, listUsers } from '#access'
import { randomUuid } from '#kernel'
import type { Workspace } from '#workspace'

/**
 * Makes the first administrator's account where there is none, and a new link while nobody has used the last one.
 * @returns path with the token behind `#`, or null once an administrator has a password
 */
export async function firstAdministratorLink(workspace: Workspace): Promise<string | null> {
  const { pool, clock } = workspace
  const administrators = (await listUsers(pool)).filter(({ roles }) => roles.includes('administrator'))
  if (administrators.some(({ hasPassword }) => hasPassword)) return null
  const first =
    administrators[0] ??
    (await createUser(pool, { id: randomUuid(), username: 'admin', displayName: 'Admin', roles: ['administrator'], unitId: null }, clock.now()))
  const { token } = await createSetupLink(workspace, first.id)
  return `/siapkan#${token}`
}
