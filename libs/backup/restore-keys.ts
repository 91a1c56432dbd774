import { inTransaction } from '#database'
import type { Uuid } from '#kernel'
import { opensKnownValue, reconcileErasures, type ErasureLedger, type Keys, type MasterKey } from '#privacy'
import type { RegisterRows } from '#read-models'
import { tellErasures, type WorkspaceLog } from '#workspace'
import { checkFile, rowsOf } from './check-file'
import { BackupRefused } from './errors'
import { refuseNewerSchema } from './known-schema'
import type { Database } from './postgres/frozen'
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
  /** Goes on with a ledger that lacks erasures the file knows of: it is lost, and who was erased after the file is not known */
  readonly ledgerLost?: boolean
}

/** What a backup of keys holds, by ids. */
export interface CheckedKeys {
  /** Live and destroyed */
  readonly known: ReadonlySet<Uuid>
  /** Whose keys were destroyed when the file was made */
  readonly erased: ReadonlySet<Uuid>
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
 * @throws BackupRefused where it doesn't hold, or was not made under this master key
 */
export async function checkKeysFile(file: string, master: MasterKey): Promise<CheckedKeys> {
  const known = new Set<Uuid>()
  const erased = new Set<Uuid>()
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
      if (typeof row['key_id'] === 'string') known.add(row['key_id'])
      if (typeof row['owner_id'] === 'string' && row['destroyed_at'] != null) erased.add(row['owner_id'])
    },
  })
  return { known, erased }
}

/** A ledger from before the backup of keys would let erasures between the two be undone. @throws BackupRefused `backup.ledger-older` */
export function refuseOlderLedger(ledger: ErasureLedger, { erased }: CheckedKeys): void {
  const noted = new Set(ledger.read().flatMap(({ owner, keys }) => [owner, ...keys.map((key) => key.owner)]))
  const count = [...erased].filter((owner) => !noted.has(owner)).length
  if (count > 0) throw new BackupRefused('backup.ledger-older', { file: ledger.file ?? '', count })
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
 * @throws BackupRefused `backup.nothing-to-restore-keys-for`, `backup.other-master-key`, `backup.keys-missing`, `backup.ledger-older`, and what `checkFile` throws;
 * LedgerBroken; LogUnavailable
 */
export async function restoreKeys(ports: RestoreKeysPorts, file: string, options: RestoreKeysOptions = {}): Promise<RestoredKeys> {
  const { pool, log, master, ledger } = ports
  const checked = await checkKeysFile(file, master)
  const { known } = checked
  if ((await restorationUnderWay(pool))?.phase !== 'keys') throw new BackupRefused('backup.nothing-to-restore-keys-for')
  const used = new UsedKeys()
  for await (const page of log.readStored()) for (const event of page) used.take(event)
  if (options.ledgerLost !== true) refuseOlderLedger(ledger, checked)
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
