import { findUserByName, headOfUnit, listUnits, requirePermission, type Account, type Permission } from '#access'
import type { Workspace } from '#workspace'
import { CommandRefused } from './terminal'

/** Without `--as`: the head of the only unit. */
export async function actingUser(workspace: Workspace, username: string | undefined, permission: Permission): Promise<Account> {
  const account = username === undefined ? await theHead(workspace) : await findUserByName(workspace.pool, username)
  if (!account)
    throw new CommandRefused(
      username === undefined ? 'Belum ada kepala unit. Tambahkan dahulu, atau pilih pengguna dengan --as.' : `Tidak ada pengguna ${username}.`,
    )
  requirePermission(account, permission)
  return account
}

async function theHead(workspace: Workspace): Promise<Account | null> {
  const units = await listUnits(workspace.pool)
  if (units.length > 1) throw new CommandRefused('Ada beberapa unit. Pilih kepala unitnya dengan --as.')
  return units[0] ? headOfUnit(workspace.pool, units[0].id) : null
}
