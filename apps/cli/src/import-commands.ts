import { unitOf } from '#access'
import { dateIn, randomUuid } from '#kernel'
import { isRecoveryConfirmed } from '#privacy'
import { checkRegister, faultMessage, importPopulation, importRegister, parsePopulation, registerLists } from '#register-import'
import { errorText } from '#words'
import type { Workspace } from '#workspace'
import { actingUser } from './acting-user'
import { bytesOf } from './file-name'
import { CommandRefused, print, progress, say, table } from './terminal'
import { caughtUp, withWorkspace } from './with-workspace'

export interface ImportOptions {
  readonly dryRun?: boolean
  /** user name; left out: the unit's head */
  readonly as?: string
}

/** `teduh import register FILE.csv [--dry-run] [--as USER]` */
export async function importRegisterFile(file: string, options: ImportOptions): Promise<void> {
  const bytes = bytesOf(file)
  await withWorkspace(async (workspace) => {
    const account = await actingUser(workspace, options.as, 'register.import')
    const { id: unit, zone } = unitOf(account)
    const checked = checkRegister(bytes, { today: dateIn(zone, workspace.clock.now()), zone, lists: registerLists })
    if (checked.faults.length > 0) {
      const rows = checked.faults.map((fault) => [String(fault.line), fault.column ?? '', fault.content ?? '', faultMessage(fault, 'id')])
      print(table(['baris', 'kolom', 'isi', 'yang perlu diperbaiki'], rows))
      throw new CommandRefused(`${checked.faults.length} kesalahan dalam ${checked.file.rows} baris. Belum ada yang diimpor.`)
    }
    say(`${checked.rows.length} baris sesuai: ${checked.cases.length} kasus.`)
    if (options.dryRun) return say('Hanya diperiksa; tidak ada yang diimpor (--dry-run).')
    await requireRecovery(workspace)
    const bar = progress('Mengimpor')
    const ports = { ...workspace, rows: workspace.registerRows, digestKey: workspace.registerDigestKey }
    const actor = { kind: 'user', id: account.id, role: 'head_of_unit' } as const
    const result = await importRegister(ports, checked, { importId: randomUuid(), actor, unit, zone, onProgress: bar.to }).finally(bar.end)
    const { cases, victims, services, endings } = result.added
    print(
      result.unchanged
        ? 'Tidak ada yang baru dalam berkas ini.'
        : `Ditambahkan: ${cases} kasus, ${victims} korban, ${services} layanan, ${endings} akhir layanan.`,
    )
    if (result.conflicts.length > 0) {
      print(
        table(
          ['baris', 'kolom', 'isi', 'perbedaan'],
          result.conflicts.map((one) => [String(one.line), one.column ?? '', one.content ?? '', errorText(`register.${one.code}`, one.params, 'id')]),
        ),
      )
      say(`${result.conflicts.length} baris berbeda dari yang sudah diimpor; yang lama tetap berlaku.`)
    }
    await caughtUp(workspace)
  })
}

/** `teduh import population FILE.csv [--dry-run] [--as USER]` */
export async function importPopulationFile(file: string, options: ImportOptions): Promise<void> {
  const checked = parsePopulation(bytesOf(file))
  if (checked.faults.length > 0) {
    print(
      table(
        ['baris', 'kolom', 'isi', 'yang perlu diperbaiki'],
        checked.faults.map((one) => [String(one.line), one.column ?? '', one.content ?? '', errorText(`population.${one.code}`, one.params, 'id')]),
      ),
    )
    throw new CommandRefused(`${checked.faults.length} kesalahan. Belum ada yang diimpor.`)
  }
  const count = [...checked.regions.values()].reduce((sum, rows) => sum + rows.length, 0)
  if (options.dryRun) return say(`${count} baris penduduk sesuai; tidak ada yang diimpor (--dry-run).`)
  await withWorkspace(async (workspace) => {
    const account = await actingUser(workspace, options.as, 'import.population')
    const { id: unit, zone } = unitOf(account)
    const role = account.roles.includes('head_of_unit') ? 'head_of_unit' : (account.roles[0] ?? 'administrator')
    await importPopulation(workspace, checked, { commandId: randomUuid(), actor: { kind: 'user', id: account.id, role }, unit, zone })
    await caughtUp(workspace)
    print(`${count} baris penduduk tercatat.`)
  })
}

async function requireRecovery(workspace: Workspace): Promise<void> {
  if (workspace.installation.mode === 'demo' || (await isRecoveryConfirmed(workspace.pool))) return
  throw new CommandRefused(errorText('recovery.unconfirmed', {}, 'id'))
}
