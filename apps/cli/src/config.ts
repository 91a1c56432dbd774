import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { secretOf } from '#workspace'

/** What the command line takes from outside. */
export interface Config {
  readonly dataDirectory: string
  readonly databaseUrls: { readonly owner: string; readonly app: string | null } | null
  /** `esdb://…` where EventStoreDB keeps the events; null: PostgreSQL does */
  readonly eventStoreUrl: string | null
  readonly keyFile: string
  /** Where erasures are noted; beside the key file where left out */
  readonly erasureLedger?: string
  /** Where the signed head of the log is kept; beside the key file where left out */
  readonly logHeadFile?: string
}

/** Reads TEDUH_DATA, TEDUH_KEY_FILE, TEDUH_ERASURE_LEDGER, TEDUH_LOG_HEAD_FILE, DATABASE_URL, DATABASE_APP_URL and EVENTSTORE_URL: the same variables as the product. */
export function processConfig(root: string): Config {
  const environment = process.env
  const owner = secretOf(environment, 'DATABASE_URL')
  const dataDirectory = resolve(said(environment['TEDUH_DATA']) ?? join(root, '.teduh'))
  const ledger = said(environment['TEDUH_ERASURE_LEDGER'])
  const logHeadFile = said(environment['TEDUH_LOG_HEAD_FILE'])
  const demoKey = join(dataDirectory, 'demo.key')
  const keyFile = said(environment['TEDUH_KEY_FILE']) ?? (existsSync(demoKey) ? demoKey : join(homedir(), '.teduh-key', 'master.key'))
  return {
    dataDirectory,
    databaseUrls: owner === null ? null : { owner, app: secretOf(environment, 'DATABASE_APP_URL') },
    eventStoreUrl: secretOf(environment, 'EVENTSTORE_URL'),
    keyFile: resolve(keyFile),
    ...(ledger === undefined ? {} : { erasureLedger: resolve(ledger) }),
    ...(logHeadFile === undefined ? {} : { logHeadFile: resolve(logHeadFile) }),
  }
}

/** Stack traces at the terminal; for development alone. */
export const isDebugging = (): boolean => process.env['TEDUH_DEBUG'] === '1'

/** A variable that is set to nothing is not set. */
function said(value: string | undefined): string | undefined {
  return value === '' ? undefined : value
}
