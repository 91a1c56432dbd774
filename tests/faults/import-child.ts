import { readFileSync } from 'node:fs'
import { Pool } from 'pg'
import { PostgresEventLog } from '#event-log'
import { systemClock } from '#kernel'
import { createSealer, MasterKey, postgresKeys, memoryLedger } from '#privacy'
import { createRegisterRows } from '#read-models'
import { checkRegister, importRegister, registerLists } from '#register-import'

/** What the process that is killed, and the one that takes the import up, both know. */
export interface ImportSetting {
  readonly appUrl: string
  readonly masterKey: string
  readonly file: string
  readonly importId: string
  readonly head: string
  readonly unit: string
}

/** Imports one file as the product would. */
export async function importOnce(setting: ImportSetting): Promise<Awaited<ReturnType<typeof importRegister>>> {
  const { appUrl, importId, unit } = setting
  const pool = new Pool({ connectionString: appUrl, max: 4 })
  const log = new PostgresEventLog({ url: appUrl, connections: 4 })
  const master = new MasterKey(Buffer.from(setting.masterKey, 'hex'))
  try {
    const ports = {
      log,
      clock: systemClock,
      sealer: createSealer(postgresKeys(pool, master, systemClock, memoryLedger())),
      rows: createRegisterRows(pool),
      digestKey: master.derive('register-rows/v1'),
    }
    const checked = checkRegister(readFileSync(setting.file), { today: '2026-01-02', zone: 'Asia/Jakarta', lists: registerLists })
    return await importRegister(ports, checked, {
      importId,
      actor: { kind: 'user', id: setting.head, role: 'head_of_unit' },
      unit,
      zone: 'Asia/Jakarta',
    })
  } finally {
    await log.end()
    await pool.end()
  }
}

const setting = process.env['TEDUH_IMPORT_CHILD']
if (setting !== undefined) {
  importOnce(JSON.parse(setting) as ImportSetting).then(
    () => process.exit(0),
    () => process.exit(1),
  )
}
