import { Pool } from 'pg'
import type { Box } from '#access'
import { openDatabase, runMigrations, type DatabaseError, type OpenDatabase } from '#database'
import { headFile, postgresSegments, type LiveSealingPorts } from '#event-log'
import { randomUuid, type Clock } from '#kernel'
import {
  checkMasterKey,
  createOpener,
  createSealer,
  fileLedger,
  postgresKeys,
  reconcileErasures,
  sealedBox,
  segmentSigner,
  type Keys,
  type MasterKey,
  type Opener,
  type Sealer,
} from '#privacy'
import { createProjections, createRegisterRows, readModels, type Projections, type RegisterRows, type RunnerNotice } from '#read-models'
import { allMigrations } from './all-migrations'
import { WorkspaceError } from './errors'
import { createMetrics, type Metrics } from './metrics'
import { forgetAgain, whatActs, type Acting } from './readers'
import { installationOf, knownInstallation, type Installation, type WorkspaceMode } from './installation'
import { checkLogKind } from './log-kind'
import { masterKey } from './master-key'
import { logKindOf, openLog, type WorkspaceLog } from './open-log'
import { erasureLedgerOf, logHeadFileOf, type Places } from './places'
import { tellErasures, undoneErasures } from './replay-into-log'
import { refuseUnfinishedRestore } from './restoration'

export interface WorkspaceOptions extends Places {
  /** What the first start decides; null: join what is there */
  readonly mode: WorkspaceMode | null
  readonly clock: Clock
  readonly onNotice?: (notice: DatabaseError) => void
  readonly onProjection?: (notice: RunnerNotice) => void
}

/** Everything an app needs of the outside, opened together and closed together. */
export interface Workspace {
  readonly installation: Installation
  readonly database: OpenDatabase
  /** Connects as the application's role */
  readonly pool: Pool
  readonly log: WorkspaceLog
  /** What signs the log's segments, and what checks them */
  readonly sealing: LiveSealingPorts
  readonly logHeadFile: string
  readonly master: MasterKey
  /** true where this start made the key file */
  readonly keyIsNew: boolean
  readonly keys: Keys
  readonly sealer: Sealer
  readonly newOpener: () => Opener
  /** Seals drafts: the key for them never leaves the master key */
  readonly draftBox: Box
  readonly projections: Projections
  /** What acts when a moment has come; housekeeping looks at them */
  readonly clocks: Acting['clocks']
  /** For `eraseSubject` */
  readonly erasure: Acting['erasure']
  readonly metrics: Metrics
  /** What earlier imports brought, with the key for its digests */
  readonly registerRows: RegisterRows
  readonly registerDigestKey: Uint8Array
  readonly clock: Clock
  close(): Promise<void>
}

/**
 * Opens database, schema, keys, log and readers; migrates what is missing.
 * @throws DatabaseError, WorkspaceError, MasterKeyFileRefused, MasterKeyMismatch; whatever was opened is closed again
 */
export async function openWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const closing: (() => Promise<unknown>)[] = []
  const close = async (): Promise<void> => {
    for (let last = closing.pop(); last; last = closing.pop()) await last().catch(() => undefined)
  }
  try {
    const database = await located(options)
    closing.push(() => database.close())
    await runMigrations(database.ownerUrl, allMigrations)
    const pool = new Pool({ connectionString: database.appUrl, max: 12 })
    pool.on('error', () => undefined)
    // one that breaks in use fails its statement, which is told there
    pool.on('connect', (client) => client.on('error', () => undefined))
    closing.push(() => pool.end())
    await refuseUnfinishedRestore(pool)
    const installation = await installed(pool, options)
    // one that began meanwhile
    await refuseUnfinishedRestore(pool)
    const { master, keyIsNew } = await masterKey(pool, options, installation)
    await checkMasterKey(pool, master)
    const log = openLog({ databaseUrl: database.appUrl, eventStoreUrl: options.eventStoreUrl ?? null })
    closing.push(() => log.end())
    const ledger = fileLedger(erasureLedgerOf(options))
    const keys = postgresKeys(pool, master, options.clock, ledger)
    const registerRows = createRegisterRows(pool)
    // A database restored by whatever means: what was erased stays erased. The log is told before a key goes, so that what is cut off
    // here is finished by the reactor.
    const undone = await undoneErasures(ledger, keys)
    await tellErasures({ pool, log, keys, registerRows }, undone)
    const replayed = await reconcileErasures(ledger, keys)
    const newOpener = (): Opener => createOpener(keys)
    const notify = options.onProjection
    const sealer = createSealer(keys)
    const { reactors, clocks, erasure } = whatActs({ log, sealer, clock: options.clock }, pool, keys, registerRows)
    const readers = { log, pool, models: readModels, reactors, openers: newOpener, holder: randomUuid() }
    const projections = createProjections({ ...readers, ...(notify ? { notify } : {}) })
    if (undone.length > 0 || replayed.destroyed.length > 0) await forgetAgain(pool, ledger, registerRows, projections, notify)
    const logHeadFile = logHeadFileOf(options)
    const sealing = { log, store: postgresSegments(pool), head: headFile(logHeadFile), signer: segmentSigner(master), clock: options.clock }
    return {
      installation,
      database,
      pool,
      log,
      sealing,
      logHeadFile,
      master,
      keyIsNew,
      keys,
      sealer,
      newOpener,
      draftBox: sealedBox(master),
      projections,
      clocks,
      erasure,
      metrics: createMetrics(log, projections),
      registerRows,
      registerDigestKey: master.derive('register-digest/v1'),
      clock: options.clock,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Opens the database that these options name. @throws DatabaseError */
export const located = ({ databaseUrls, dataDirectory, onNotice }: WorkspaceOptions): Promise<OpenDatabase> =>
  openDatabase({
    directory: dataDirectory,
    databaseUrl: databaseUrls?.owner,
    databaseAppUrl: databaseUrls?.app ?? undefined,
    ...(onNotice ? { onNotice } : {}),
  })

async function installed(pool: Pool, { mode, clock, eventStoreUrl = null }: WorkspaceOptions): Promise<Installation> {
  const logKind = logKindOf({ eventStoreUrl })
  const known = mode === null ? await knownInstallation(pool) : await installationOf(pool, mode, logKind, clock.now())
  if (known === null)
    throw new WorkspaceError(
      'workspace.absent',
      'Belum ada data di sini. Jalankan npm start dahulu. (There is no data here yet; run npm start first.)',
    )
  if (mode === 'real' && known.mode === 'demo')
    throw new WorkspaceError(
      'workspace.is-demo',
      'Direktori data ini berisi DATA CONTOH. Untuk data sungguhan pilih direktori lain dengan TEDUH_DATA. (This directory holds demo data; choose another with TEDUH_DATA.)',
    )
  checkLogKind(known.logKind, logKind)
  return known
}
