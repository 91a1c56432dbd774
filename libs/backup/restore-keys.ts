import type { Uuid } from '#kernel'
import { opensKnownValue, reconcileErasures, type ErasureLedger, type Keys, type MasterKey } from '#privacy'
import type { RegisterRows } from '#read-models'
import { tellErasures, type WorkspaceLog } from '#workspace'
import { checkFile, rowsOf } from './check-file'
import { BackupRefused } from './errors'
import { refuseNewerSchema } from './known-schema'
import { inTransaction, type Database } from './postgres/frozen'
import { endRestoration, restorationUnderWay } from './postgres/restoration'
import { RowWriter } from './postgres/rows'
import { KEYS } from './postgres/tables'
import { UsedKeys } from './used-keys'

export interface RestoreKeysPorts {
  /** Of the application's role */
  readonly pool: Database
  readonly log: WorkspaceLog
  readonly master: MasterKey
  readonly keys: Keys
  readonly ledger: ErasureLedger
  readonly registerRows: RegisterRows
}

export interface RestoreKeysOptions {
  /** Goes on where keys that the log uses are missing: what they sealed stays closed for ever */
  readonly allowMissing?: boolean
}

export interface RestoredKeys {
  /** Keys in the file, destroyed ones included */
  readonly keys: number
  /** Keys that had come back although they were erased since, and were destroyed again */
  readonly destroyedAgain: number
  /** People whose erasure the log didn't know of, or not its end, and knows now */
  readonly told: number
  /** People whose case takes no command: the ledger alone keeps them erased */
  readonly untold: number
  /** Keys that the log uses and nobody has */
  readonly missing: number
}

/**
 * Reads a whole backup of keys.
 * @returns the ids of its keys, live and destroyed
 * @throws BackupRefused where it doesn't hold, or was not made under this master key
 */
export async function checkKeysFile(file: string, master: MasterKey): Promise<ReadonlySet<Uuid>> {
  const ids = new Set<Uuid>()
  const tables = new Set(KEYS.map(({ name }) => name))
  let product = ''
  await checkFile(file, ['keys'], {
    header: (header) => {
      refuseNewerSchema(file, header)
      product = header.product
    },
    row: ({ table, row }) => {
      if (!tables.has(table)) throw new BackupRefused('backup.newer', { file, product, what: table })
      if (!opensUnder(master, row)) throw new BackupRefused('backup.other-master-key', { file })
      if (typeof row['key_id'] === 'string') ids.add(row['key_id'])
    },
  })
  return ids
}

function opensUnder(master: MasterKey, row: Readonly<Record<string, unknown>>): boolean {
  if (typeof row['sealed'] === 'string') return opensKnownValue(master, fromBytea(row['sealed']))
  const { key_id: id, wrapped } = row
  return typeof wrapped !== 'string' || (typeof id === 'string' && master.unwrap(id, fromBytea(wrapped)) !== null)
}

/** `\x…`, as PostgreSQL writes bytes */
const fromBytea = (text: string): Buffer => Buffer.from(text.slice(2), 'hex')

/**
 * Puts the keys back into an installation whose log and settings were restored, destroys again what was erased since, tells the log of
 * it, and lets the installation start.
 * Cut off anywhere, it is repeated.
 * @throws BackupRefused `backup.nothing-to-restore-keys-for`, `backup.other-master-key`, `backup.keys-missing`, and what `checkFile` throws;
 * LedgerBroken; LogUnavailable
 */
export async function restoreKeys(ports: RestoreKeysPorts, file: string, options: RestoreKeysOptions = {}): Promise<RestoredKeys> {
  const { pool, log, master, ledger } = ports
  const known = await checkKeysFile(file, master)
  if ((await restorationUnderWay(pool))?.phase !== 'keys') throw new BackupRefused('backup.nothing-to-restore-keys-for')
  const used = new UsedKeys()
  for await (const page of log.readStored()) for (const event of page) used.take(event)
  if (options.allowMissing !== true) used.refuseMissing(file, known, ledger)
  await inTransaction(pool, async (client) => {
    const writer = new RowWriter(client, 'on conflict do nothing')
    for await (const row of rowsOf(file)) await writer.add(row)
    await writer.flush()
  })
  const destroyedAgain = await forgetAgain(ports)
  const { told, untold } = await tellErasures(ports, ledger.read())
  await endRestoration(pool)
  const missing = used.missingFrom(known, ledger).count
  return { keys: known.size, destroyedAgain, told: told.length, untold: untold.length, missing }
}

/**
 * What came back with the backup although somebody was erased since: keys, and what imported rows said of that person.
 * @returns how many keys were destroyed again
 */
async function forgetAgain({ ledger, keys, registerRows }: RestoreKeysPorts): Promise<number> {
  const { destroyed } = await reconcileErasures(ledger, keys)
  for (const { kind, owner } of ledger.read()) if (kind === 'subject') await registerRows.forget(owner)
  return destroyed.length
}
