import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { secretOf } from './secrets'

/** Where every process of the product finds its data, its log and its keys. */
export interface Places {
  /** `.teduh/`: the embedded database, and the demo's key */
  readonly dataDirectory: string
  /** The owner's and the application's connection strings of a server of one's own; null: the embedded database. Without the second the product borrows its role inside the first */
  readonly databaseUrls: { readonly owner: string; readonly app: string | null } | null
  /** An EventStoreDB that holds the events, `esdb://…`; null or left out: they are in PostgreSQL */
  readonly eventStoreUrl?: string | null
  /** Outside the data directory for real data */
  readonly keyFile: string
  /** Where erasures are noted, outside of every backup; beside the key file where left out */
  readonly erasureLedger?: string
  /** Where the signed head of the log is kept, outside the database; beside the key file where left out */
  readonly logHeadFile?: string
}

/** Beside the key, where nobody says otherwise: both are kept apart from the database and its backups. */
export const erasureLedgerOf = ({ erasureLedger, keyFile }: Places): string => erasureLedger ?? join(dirname(keyFile), 'erasures.jsonl')
export const logHeadFileOf = ({ logHeadFile, keyFile }: Places): string => logHeadFile ?? `${keyFile}.log-head`

type Environment = Readonly<Record<string, string | undefined>>

/** A variable that is set to nothing is not set. */
export const settingOf = (environment: Environment, name: string): string | undefined => (environment[name] === '' ? undefined : environment[name])

/** The demo keeps its key beside its invented data; real data never does. */
export const demoKeyFile = (dataDirectory: string): string => join(dataDirectory, 'demo.key')
export const realKeyFile = (): string => join(homedir(), '.teduh-key', 'master.key')

/**
 * @param environment the process's variables: TEDUH_DATA, TEDUH_KEY_FILE, TEDUH_ERASURE_LEDGER, TEDUH_LOG_HEAD_FILE; and, themselves or as
 * the file that `<name>_FILE` names, DATABASE_URL, DATABASE_APP_URL, EVENTSTORE_URL
 * @param root where `.teduh` lies when TEDUH_DATA says nothing
 * @param keyFile where the key lies when TEDUH_KEY_FILE says nothing
 * @throws WorkspaceError as `secretOf`
 */
export function placesOf(environment: Environment, root: string, keyFile: (dataDirectory: string) => string): Places {
  const dataDirectory = resolve(settingOf(environment, 'TEDUH_DATA') ?? join(root, '.teduh'))
  const owner = secretOf(environment, 'DATABASE_URL')
  const ledger = settingOf(environment, 'TEDUH_ERASURE_LEDGER')
  const head = settingOf(environment, 'TEDUH_LOG_HEAD_FILE')
  return {
    dataDirectory,
    databaseUrls: owner === null ? null : { owner, app: secretOf(environment, 'DATABASE_APP_URL') },
    eventStoreUrl: secretOf(environment, 'EVENTSTORE_URL'),
    keyFile: resolve(settingOf(environment, 'TEDUH_KEY_FILE') ?? keyFile(dataDirectory)),
    ...(ledger === undefined ? {} : { erasureLedger: resolve(ledger) }),
    ...(head === undefined ? {} : { logHeadFile: resolve(head) }),
  }
}
