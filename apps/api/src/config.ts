import { join } from 'node:path'
import { demoKeyFile, placesOf, portOf, realKeyFile, secretOf, settingOf, type Places, type WorkspaceMode } from '#workspace'

/** Everything the API takes from outside, read once. */
export interface Config extends Places {
  readonly host: string
  readonly port: number
  readonly mode: WorkspaceMode
  /** The built web application */
  readonly webDirectory: string
  /** Cookies are marked Secure; set behind a proxy that ends TLS */
  readonly secureCookies: boolean
  /** Opens `/metrics` to other machines; without it only this one may look */
  readonly metricsToken?: string
  /** The readers run inside this process; false where `apps/worker` runs them */
  readonly runReaders: boolean
}

/**
 * @param environment the process's variables: those of `placesOf`, TEDUH_PORT, TEDUH_HOST, TEDUH_SECURE, TEDUH_WORKER;
 * and TEDUH_METRICS_TOKEN, itself or as the file that TEDUH_METRICS_TOKEN_FILE names
 * @param args command line: `--empty`, `--port N`
 * @throws WorkspaceError where the port is none, or as `secretOf`
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>, args: readonly string[], root: string): Config {
  const mode: WorkspaceMode = args.includes('--empty') ? 'real' : 'demo'
  const asked = valueAfter(args, '--port')
  const metricsToken = secretOf(environment, 'TEDUH_METRICS_TOKEN')
  return {
    ...placesOf(environment, root, mode === 'demo' ? demoKeyFile : realKeyFile),
    host: settingOf(environment, 'TEDUH_HOST') ?? '127.0.0.1',
    port: asked === undefined ? portOf('TEDUH_PORT', settingOf(environment, 'TEDUH_PORT') ?? '3000') : portOf('--port', asked),
    mode,
    ...(metricsToken === null ? {} : { metricsToken }),
    webDirectory: join(root, 'dist', 'apps', 'web'),
    secureCookies: environment['TEDUH_SECURE'] === '1',
    runReaders: environment['TEDUH_WORKER'] !== 'separate',
  }
}

function valueAfter(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name)
  return at === -1 ? undefined : (args[at + 1] ?? '')
}

/** The configuration of this process. */
export const processConfig = (root: string): Config => readConfig(process.env, process.argv.slice(2), root)

/** Stack traces at the terminal; for development alone. */
export const isDebugging = (): boolean => process.env['TEDUH_DEBUG'] === '1'
