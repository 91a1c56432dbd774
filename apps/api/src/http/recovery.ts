import { broken } from '#kernel'
import { isRecoveryConfirmed } from '#privacy'
import type { Workspace } from '#workspace'

const confirmed = new WeakSet<Workspace>()

/**
 * Nothing about a person is taken before somebody has shown that the recovery sheet was kept: without it a lost key is lost data.
 * @throws Refusal `recovery.unconfirmed`
 */
export async function requireRecovery(workspace: Workspace): Promise<void> {
  if (workspace.installation.mode === 'demo' || confirmed.has(workspace)) return
  if (!(await isRecoveryConfirmed(workspace.pool))) throw broken('recovery.unconfirmed')
  confirmed.add(workspace)
}
