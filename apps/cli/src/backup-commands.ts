import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { backUp, backUpKeys, BackupRefused, restoreBackup, restoreKeys } from '#backup'
import { systemClock } from '#kernel'
import { createMasterKey, loadMasterKey, masterKeyFromSheet, postgresKeys, type MasterKey, RecoveryLineBroken } from '#privacy'
import { createRegisterRows } from '#read-models'
import type { Stores } from '#workspace'
import { bytesOf, fileNamed } from './file-name'
import { rebuildAll } from './projection-commands'
import { sentence } from './sentence'
import { CommandRefused, print, progress, say } from './terminal'
import { installationOfLog, originOf, withStores } from './with-stores'
import { config } from './with-workspace'

export interface BackupOptions {
  /** A second file, for the keys */
  readonly keys?: string
}

export interface RestoreChoices extends BackupOptions {
  readonly ledgerLost?: boolean
}

/** `teduh backup FILE [--keys FILE]`: log and settings, then the keys, which so are at least as young. */
export async function backup(path: string, options: BackupOptions): Promise<void> {
  const file = fileNamed(path)
  const keyFile = options.keys === undefined ? null : fileNamed(options.keys)
  if (keyFile === file) throw new BackupRefused('backup.same-file')
  // found out before the long part, not after it
  if (keyFile !== null && existsSync(keyFile)) throw new BackupRefused('backup.file-exists', { file: keyFile })
  await withStores(async (stores) => {
    await installationOfLog(stores)
    const bar = progress('Mencadangkan')
    const origin = originOf(stores, (events) => bar.to(events, events))
    const { events, rows } = await backUp(stores.pool, stores.log, file, origin).finally(bar.end)
    print(sentence('backup.made', { file, events, rows }))
    if (keyFile === null) return say(sentence('backup.keys-remind'))
    await writeKeys(stores, keyFile)
    if (dirname(keyFile) === dirname(file)) say(sentence('backup.keys-same-folder'))
  })
}

/** `teduh keys backup FILE` */
export async function backupKeys(path: string): Promise<void> {
  await withStores(async (stores) => {
    await installationOfLog(stores)
    await writeKeys(stores, fileNamed(path))
  })
}

async function writeKeys(stores: Stores, file: string): Promise<void> {
  const { rows } = await backUpKeys(
    stores.pool,
    file,
    originOf(stores, () => undefined),
  )
  print(sentence('backup.keys-made', { file, rows }))
}

/** `teduh restore FILE [--keys FILE] [--ledger-lost]`: into an empty installation. */
export async function restore(path: string, options: RestoreChoices): Promise<void> {
  const keyFile = options.keys === undefined ? null : fileNamed(options.keys)
  const master = keyFile === null ? null : loadMasterKey(config().keyFile)
  const ledgerLost = options.ledgerLost === true
  await withStores(async (stores) => {
    const bar = progress('Memulihkan')
    const restored = await restoreBackup({ ...stores, clock: systemClock }, fileNamed(path), {
      ...(keyFile !== null && master ? { keys: { file: keyFile, master, ledgerLost } } : {}),
      onProgress: (events) => bar.to(events, events),
    }).finally(bar.end)
    print(sentence('backup.restored', { events: restored.events, rows: restored.rows }))
    if (restored.headAside !== null) say(sentence('backup.head-aside', { file: restored.headAside }))
    if (keyFile === null || !master) return say(sentence('backup.awaits-keys'))
    await putKeysBack(stores, master, keyFile, { ledgerLost })
  })
  if (keyFile !== null) await rebuildAll()
}

export interface RestoreKeysChoices {
  readonly allowMissing?: boolean
  readonly ledgerLost?: boolean
}

/** `teduh keys restore FILE [--allow-missing] [--ledger-lost]`: the last step of a restore. */
export async function restoreKeysFrom(path: string, choices: RestoreKeysChoices): Promise<void> {
  const master = loadMasterKey(config().keyFile)
  await withStores((stores) => putKeysBack(stores, master, fileNamed(path), choices))
  await rebuildAll()
}

async function putKeysBack({ pool, log, ledger }: Stores, master: MasterKey, file: string, choices: RestoreKeysChoices): Promise<void> {
  if (ledger.file !== null && !existsSync(ledger.file)) say(sentence('backup.ledger-absent', { file: ledger.file }))
  const keys = postgresKeys(pool, master, systemClock, ledger)
  const ports = { pool, log, ledger, master, keys, registerRows: createRegisterRows(pool) }
  const { keys: restored, destroyedAgain, missing, told, untold } = await restoreKeys(ports, file, choices)
  print(sentence('backup.keys-restored', { keys: restored, again: destroyedAgain }))
  if (told > 0) print(sentence('backup.erasures-told', { count: told }))
  if (untold > 0) say(sentence('backup.erasures-untold', { count: untold }))
  if (missing > 0) say(sentence('backup.keys-still-missing', { missing }))
}

/** `teduh keys recover FILE`: makes the key file from what was typed off the recovery sheet. */
export async function recoverMasterKey(path: string): Promise<void> {
  await Promise.resolve()
  const { keyFile } = config()
  try {
    const master = createMasterKey(keyFile, masterKeyFromSheet(bytesOf(path).toString('utf8')))
    print(sentence('backup.recovered', { file: keyFile, word: master.checkWord }))
  } catch (error) {
    if (error instanceof RecoveryLineBroken) throw new CommandRefused(sentence('backup.sheet-broken', { line: error.line }))
    throw error
  }
}
