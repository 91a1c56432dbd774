import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ExportOptions } from '#backup'
import { databaseText } from '#database'
import { systemClock } from '#kernel'
import { checkLogKind, knownInstallation, openStores, refuseUnfinishedRestore, type Installation, type Stores } from '#workspace'
import { sentence } from './sentence'
import { CommandRefused, EXIT, say } from './terminal'
import { config, ROOT } from './with-workspace'

/** Opens database and log without starting an installation: what moves or restores must not begin one. */
export async function withStores<T>(work: (stores: Stores) => Promise<T>): Promise<T> {
  const stores = await openStores({ ...config(), mode: null, clock: systemClock, onNotice: (notice) => say(databaseText(notice)) })
  try {
    return await work(stores)
  } finally {
    await stores.close()
  }
}

/** @returns the installation whose log this is. @throws CommandRefused where there is none; WorkspaceError where it uses another log or a restore is unfinished */
export async function installationOfLog({ pool, logKind }: Stores): Promise<Installation> {
  await refuseUnfinishedRestore(pool)
  const installation = await knownInstallation(pool)
  if (!installation) throw new CommandRefused(sentence('backup.no-installation'), EXIT.unable)
  checkLogKind(installation.logKind, logKind)
  return installation
}

/** What every file says of its origin. */
export function originOf({ logKind }: Pick<Stores, 'logKind'>, onProgress: (events: number) => void): ExportOptions {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly version: string }
  return { source: logKind, product: version, clock: systemClock, onProgress }
}
