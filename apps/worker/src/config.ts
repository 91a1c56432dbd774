import { join, resolve } from 'node:path'
import { homedir } from 'node:os'

/** What the worker takes from outside. */
export interface Config {
  readonly dataDirectory: string
  readonly databaseUrls: { readonly owner: string; readonly app: string | null } | null
  readonly keyFile: string
  /** Where erasures are noted; beside the key file where left out */
  readonly erasureLedger?: string
  /** Where the signed head of the log is kept; beside the key file where left out */
  readonly logHeadFile?: string
  readonly healthPort: number
}

/** Reads TEDUH_DATA, TEDUH_KEY_FILE, TEDUH_ERASURE_LEDGER, TEDUH_LOG_HEAD_FILE, DATABASE_URL, DATABASE_APP_URL and TEDUH_WORKER_PORT of this process. */
export function processConfig(root: string): Config {
  const environment = process.env
  const owner = environment['DATABASE_URL']
  const app = environment['DATABASE_APP_URL']
  const ledger = said(environment['TEDUH_ERASURE_LEDGER'])
  const logHeadFile = said(environment['TEDUH_LOG_HEAD_FILE'])
  return {
    dataDirectory: resolve(said(environment['TEDUH_DATA']) ?? join(root, '.teduh')),
    databaseUrls: owner ? { owner, app: app ?? null } : null,
    keyFile: resolve(said(environment['TEDUH_KEY_FILE']) ?? join(homedir(), '.teduh-key', 'master.key')),
    ...(ledger === undefined ? {} : { erasureLedger: resolve(ledger) }),
    ...(logHeadFile === undefined ? {} : { logHeadFile: resolve(logHeadFile) }),
    healthPort: Number(environment['TEDUH_WORKER_PORT'] ?? 3001),
  }
}

/** A variable that is set to nothing is not set. */
function said(value: string | undefined): string | undefined {
  return value === '' ? undefined : value
}
