import { findUserByName, headOfUnit, listUnits, requirePermission, type Account, type Permission } from '#access'
import type { Workspace } from '#workspace'
import { CommandRefused, EXIT } from './terminal'

/** Without `--as`: the head of the only unit. */
export async function actingUser(workspace: Workspace, username: string | undefined, permission: Permission): Promise<Account> {
  const account = username === undefined ? await theHead(workspace) : await findUserByName(workspace.pool, username)
  if (!account && username !== undefined) throw new CommandRefused(`Tidak ada pengguna bernama "${username}".`, EXIT.misuse)
  if (!account) throw new CommandRefused('Belum ada kepala unit. Tambahkan dahulu, atau pilih pengguna dengan --as.')
  requirePermission(account, permission)
  return account
}

async function theHead(workspace: Workspace): Promise<Account | null> {
  const units = await listUnits(workspace.pool)
  if (units.length > 1) throw new CommandRefused('Ada beberapa unit. Pilih kepala unitnya dengan --as.', EXIT.misuse)
  return units[0] ? headOfUnit(workspace.pool, units[0].id) : null
}
