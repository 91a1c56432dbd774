import { inTransaction } from '#database'
import { headFile, setHeadAside } from '#event-log'
import type { Clock, Position, Uuid } from '#kernel'
import type { ErasureLedger, MasterKey } from '#privacy'
import { BEGINNING, type LogKind } from '#workspace'
import { checkFile, rowsOf, type CheckedFile, type TableRow } from './check-file'
import { BackupRefused } from './errors'
import { importEvents, type TargetLog } from './import-log'
import { refuseNewerEvent, refuseNewerSchema } from './known-schema'
import type { Connection, Database } from './postgres/frozen'
import { awaitKeys, noteRestoration, restorationUnderWay } from './postgres/restoration'
import { firstFilled, RowWriter } from './postgres/rows'
import { KEYS, SETTINGS } from './postgres/tables'
import { checkKeysFile, refuseOlderLedger } from './restore-keys'
import { UsedKeys } from './used-keys'

/** The installation that is restored into: migrated, nobody at work in it. */
export interface RestorePorts {
  /** Of the application's role */
  readonly pool: Database
  readonly log: TargetLog
  readonly logKind: LogKind
  readonly ledger: ErasureLedger
  /** Where the signed head of the log is kept, outside the database */
  readonly logHeadFile: string
  readonly clock: Clock
}

export interface Restored {
  readonly events: number
  /** Events that stood already, from an attempt that was cut off */
  readonly resumed: number
  readonly rows: number
  /** Where a signed head that knows of younger events was put, as evidence; null where there was none */
  readonly headAside: string | null
}

export interface RestoreOptions {
  /** The backup of keys that will follow, and the master key: looked at before the first write */
  readonly keys?: { readonly file: string; readonly master: MasterKey; readonly ledgerLost?: boolean }
  readonly onProgress?: (events: number) => void
}

/**
 * Restores log and settings into an empty installation, which then waits for its keys (`restoreKeys`) and starts only with them. The files
 * are read from end to end before the first write; an attempt that was cut off is finished by repeating it.
 * @throws BackupRefused; LogUnavailable
 */
export async function restoreBackup(ports: RestorePorts, file: string, options: RestoreOptions = {}): Promise<Restored> {
  const checked = await checkBackup(file, ports.ledger, options.keys)
  const { pool, log } = ports
  const phase = await begin(ports, checked)
  const { events } = checked.trailer
  // Log and settings stand; what was erased since may have been told to the log already.
  if (phase === 'keys') return { events, resumed: events, rows: checked.trailer.rows, headAside: await youngerHeadAside(ports, events) }
  const positions = new EventPositions(wantedPositions(await referringRows(file)))
  const { onProgress } = options
  const imported = await importEvents(log, checked, { onStanding: (event) => positions.take(event), ...(onProgress ? { onProgress } : {}) })
  await inTransaction(pool, async (client) => {
    await writeSettings(client, checked, ports.logKind, positions)
    await awaitKeys(client)
  })
  return { ...imported, rows: checked.trailer.rows, headAside: await youngerHeadAside(ports, imported.events) }
}

/** A log that ends before its signed head would be taken for one that was cut off. */
async function youngerHeadAside({ logHeadFile, clock }: RestorePorts, events: number): Promise<string | null> {
  const head = await headFile(logHeadFile).read()
  return head && head.through > events ? setHeadAside(logHeadFile, clock.now()) : null
}

async function checkBackup(file: string, ledger: ErasureLedger, keys: RestoreOptions['keys']): Promise<CheckedFile> {
  const used = new UsedKeys()
  const tables = new Set(SETTINGS.map(({ name }) => name))
  let header: CheckedFile['header'] | undefined
  const checked = await checkFile(file, ['backup'], {
    header: (found) => {
      refuseNewerSchema(file, found)
      header = found
    },
    event: (event) => {
      if (header) refuseNewerEvent(file, header, event)
      if (keys) used.take(event)
    },
    row: ({ table }) => {
      if (!tables.has(table)) throw new BackupRefused('backup.newer', { file, product: header?.product ?? '', what: table })
    },
  })
  if (keys) {
    const found = await checkKeysFile(keys.file, keys.master)
    used.refuseMissing(keys.file, found.known, ledger)
    if (keys.ledgerLost !== true) refuseOlderLedger(ledger, found)
  }
  return checked
}

/** @returns how far an earlier attempt came. @throws BackupRefused `backup.not-empty`, `backup.other-restore` */
async function begin({ pool, log, clock }: RestorePorts, { trailer }: CheckedFile): Promise<'log' | 'keys'> {
  const known = await restorationUnderWay(pool)
  if (known) {
    if (known.sha256 !== trailer.sha256) throw new BackupRefused('backup.other-restore')
    return known.phase
  }
  await inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [BEGINNING])
    const filled = (await log.head()) === null ? await firstFilled(client, [...SETTINGS, ...KEYS]) : 'log'
    if (filled !== null) throw new BackupRefused('backup.not-empty', { what: filled })
    await noteRestoration(client, trailer.sha256, clock.now())
  })
  return 'log'
}

const POSITIONED = new Map(SETTINGS.flatMap(({ name, positionOf }) => (positionOf === undefined ? [] : [[name, positionOf] as const])))

async function referringRows(file: string): Promise<readonly TableRow[]> {
  const found: TableRow[] = []
  for await (const row of rowsOf(file)) if (POSITIONED.has(row.table)) found.push(row)
  return found
}

const wantedPositions = (rows: readonly TableRow[]): ReadonlySet<unknown> => new Set(rows.map(({ table, row }) => row[POSITIONED.get(table) ?? '']))

/** Where the events that some rows refer to stand in this log. */
class EventPositions {
  readonly #found = new Map<Uuid, Position>()
  #last: { readonly id: Uuid; readonly position: Position } | null = null

  constructor(private readonly wanted: ReadonlySet<unknown>) {}

  take({ id, position }: { readonly id: Uuid; readonly position: Position }): void {
    if (this.wanted.has(id)) this.#found.set(id, position)
    this.#last = { id, position }
  }

  of(id: unknown): Position | undefined {
    return typeof id === 'string' ? this.#found.get(id) : undefined
  }

  get last(): { readonly id: Uuid; readonly position: Position } | null {
    return this.#last
  }
}

async function writeSettings(client: Connection, { file, trailer }: CheckedFile, logKind: LogKind, positions: EventPositions): Promise<void> {
  const writer = new RowWriter(client)
  for await (const kept of rowsOf(file)) {
    const row = fitted(kept, trailer.events, logKind, positions)
    if (row !== null) await writer.add({ table: kept.table, row })
  }
  await writer.flush()
}

/** @returns the row as it fits this log, or null where it speaks of something younger than the backup's last event */
function fitted({ table, row }: TableRow, events: number, logKind: LogKind, positions: EventPositions): TableRow['row'] | null {
  switch (table) {
    case 'workspace.installation':
      return { ...row, log_kind: logKind }
    case 'event_log.segments':
      return Number(row['through']) <= events ? row : null
    case 'read_models.checkpoints': {
      const position = positions.of(row['last_event'])
      if (position !== undefined) return { ...row, position }
      // it had acted upon something younger: everything here is behind it
      return positions.last === null ? null : { ...row, position: positions.last.position, last_event: positions.last.id }
    }
    case 'read_models.parked': {
      const position = positions.of(row['event_id'])
      return position === undefined ? null : { ...row, position }
    }
    default:
      return row
  }
}
