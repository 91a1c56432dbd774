import { join, resolve } from 'node:path'
import { homedir } from 'node:os'
import { secretOf, WorkspaceError } from '#workspace'

/** What the worker takes from outside. */
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
  readonly healthPort: number
}

/**
 * Reads TEDUH_DATA, TEDUH_KEY_FILE, TEDUH_ERASURE_LEDGER, TEDUH_LOG_HEAD_FILE and TEDUH_WORKER_PORT of this process; DATABASE_URL, DATABASE_APP_URL and EVENTSTORE_URL
 * themselves or as the file that `<name>_FILE` names.
 * @throws WorkspaceError where the port is none
 */
export function processConfig(root: string): Config {
  const environment = process.env
  const owner = secretOf(environment, 'DATABASE_URL')
  const ledger = said(environment['TEDUH_ERASURE_LEDGER'])
  const logHeadFile = said(environment['TEDUH_LOG_HEAD_FILE'])
  return {
    dataDirectory: resolve(said(environment['TEDUH_DATA']) ?? join(root, '.teduh')),
    databaseUrls: owner === null ? null : { owner, app: secretOf(environment, 'DATABASE_APP_URL') },
    eventStoreUrl: secretOf(environment, 'EVENTSTORE_URL'),
    keyFile: resolve(said(environment['TEDUH_KEY_FILE']) ?? join(homedir(), '.teduh-key', 'master.key')),
    ...(ledger === undefined ? {} : { erasureLedger: resolve(ledger) }),
    ...(logHeadFile === undefined ? {} : { logHeadFile: resolve(logHeadFile) }),
    healthPort: portOf(said(environment['TEDUH_WORKER_PORT'])),
  }
}

function portOf(text = '3001'): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new WorkspaceError('workspace.port', 'TEDUH_WORKER_PORT: isi angka 0 sampai 65535. (TEDUH_WORKER_PORT must be a number from 0 to 65535.)')
}

/** A variable that is set to nothing is not set. */
function said(value: string | undefined): string | undefined {
  return value === '' ? undefined : value
}
