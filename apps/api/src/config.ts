import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { secretOf, type WorkspaceMode } from '#workspace'

/** Everything the API takes from outside, read once. */
export interface Config {
  readonly host: string
  readonly port: number
  readonly dataDirectory: string
  readonly databaseUrls: { readonly owner: string; readonly app: string | null } | null
  /** `esdb://…` where EventStoreDB keeps the events; null: PostgreSQL does */
  readonly eventStoreUrl: string | null
  readonly mode: WorkspaceMode
  readonly keyFile: string
  /** Where erasures are noted; beside the key file where left out */
  readonly erasureLedger?: string
  /** Where the signed head of the log is kept; beside the key file where left out */
  readonly logHeadFile?: string
  /** The built web application */
  readonly webDirectory: string
  /** Cookies are marked Secure; set behind a proxy that ends TLS */
  readonly secureCookies: boolean
  /** Opens `/metrics` to other machines; without it only this one may look */
  readonly metricsToken?: string
  /** The readers run inside this process; false where `apps/worker` runs them */
  readonly runReaders: boolean
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/**
 * @param environment the process's variables: TEDUH_PORT, TEDUH_HOST, TEDUH_DATA, TEDUH_KEY_FILE, TEDUH_ERASURE_LEDGER, TEDUH_LOG_HEAD_FILE, TEDUH_SECURE, TEDUH_WORKER;
 * and, themselves or as the file that `<name>_FILE` names, DATABASE_URL, DATABASE_APP_URL, EVENTSTORE_URL, TEDUH_METRICS_TOKEN
 * @param args command line: `--empty`, `--port N`
 * @throws ConfigError with a sentence for the person at the terminal
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>, args: readonly string[], root: string): Config {
  const mode: WorkspaceMode = args.includes('--empty') ? 'real' : 'demo'
  const metricsToken = secretOf(environment, 'TEDUH_METRICS_TOKEN')
  const ledger = said(environment['TEDUH_ERASURE_LEDGER'])
  const logHeadFile = said(environment['TEDUH_LOG_HEAD_FILE'])
  const dataDirectory = resolve(said(environment['TEDUH_DATA']) ?? join(root, '.teduh'))
  return {
    host: environment['TEDUH_HOST'] ?? '127.0.0.1',
    port: portOf(valueAfter(args, '--port') ?? environment['TEDUH_PORT']),
    dataDirectory,
    databaseUrls: databaseUrlsOf(environment),
    eventStoreUrl: secretOf(environment, 'EVENTSTORE_URL'),
    mode,
    keyFile: resolve(said(environment['TEDUH_KEY_FILE']) ?? defaultKeyFile(mode, dataDirectory)),
    ...(metricsToken === null ? {} : { metricsToken }),
    ...(ledger === undefined ? {} : { erasureLedger: resolve(ledger) }),
    ...(logHeadFile === undefined ? {} : { logHeadFile: resolve(logHeadFile) }),
    webDirectory: join(root, 'dist', 'apps', 'web'),
    secureCookies: environment['TEDUH_SECURE'] === '1',
    runReaders: environment['TEDUH_WORKER'] !== 'separate',
  }
}

/** The demo keeps its key beside its invented data; real data never does. */
const defaultKeyFile = (mode: WorkspaceMode, dataDirectory: string): string =>
  mode === 'demo' ? join(dataDirectory, 'demo.key') : join(homedir(), '.teduh-key', 'master.key')

function databaseUrlsOf(environment: Readonly<Record<string, string | undefined>>): Config['databaseUrls'] {
  const owner = secretOf(environment, 'DATABASE_URL')
  return owner === null ? null : { owner, app: secretOf(environment, 'DATABASE_APP_URL') }
}

function portOf(text: string | undefined): number {
  if (text === undefined) return 3000
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new ConfigError(`Nomor porta tidak benar: isi angka 0 sampai 65535. (The port must be a number from 0 to 65535.)`)
  return port
}

function valueAfter(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name)
  return at === -1 ? undefined : (args[at + 1] ?? '')
}

/** The configuration of this process. */
export const processConfig = (root: string): Config => readConfig(process.env, process.argv.slice(2), root)

/** Stack traces at the terminal; for development alone. */
export const isDebugging = (): boolean => process.env['TEDUH_DEBUG'] === '1'

/** A variable that is set to nothing is not set. */
function said(value: string | undefined): string | undefined {
  return value === '' ? undefined : value
}
