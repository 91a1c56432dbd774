import { Pool } from 'pg'
import { runMigrations, type OpenDatabase } from '#database'
import { fileLedger, type ErasureLedger } from '#privacy'
import { allMigrations } from './all-migrations'
import type { LogKind } from './log-kind'
import { logKindOf, openLog, type WorkspaceLog } from './open-log'
import { located, type WorkspaceOptions } from './open-workspace'
import { erasureLedgerOf, logHeadFileOf } from './places'

/** Database and log alone: for moving and restoring, before or beside an installation that starts. */
export interface Stores {
  readonly database: OpenDatabase
  /** Connects as the application's role */
  readonly pool: Pool
  readonly log: WorkspaceLog
  readonly logKind: LogKind
  readonly ledger: ErasureLedger
  /** Where the signed head of the log is kept */
  readonly logHeadFile: string
  close(): Promise<void>
}

/**
 * Opens and migrates without asking what stands there: no master key is looked for or made, nobody's installation is begun.
 * @throws DatabaseError; whatever was opened is closed again
 */
export async function openStores(options: WorkspaceOptions): Promise<Stores> {
  const database = await located(options)
  try {
    await runMigrations(database.ownerUrl, allMigrations)
  } catch (error) {
    await database.close()
    throw error
  }
  const pool = new Pool({ connectionString: database.appUrl, max: 6 })
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const { eventStoreUrl = null } = options
  const log = openLog({ databaseUrl: database.appUrl, eventStoreUrl })
  return {
    database,
    pool,
    log,
    logKind: logKindOf({ eventStoreUrl }),
    ledger: fileLedger(erasureLedgerOf(options)),
    logHeadFile: logHeadFileOf(options),
    async close() {
      await log.end()
      await pool.end()
      await database.close()
    },
  }
}
