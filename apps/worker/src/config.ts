import { placesOf, realKeyFile, secretOf, settingOf, WorkspaceError, type Places } from '#workspace'

/** What the worker takes from outside. */
export interface Config extends Places {
  readonly healthPort: number
  /** Opens `/metrics` to other machines; without it only this one may look */
  readonly metricsToken: string | null
}

/**
 * @param environment the process's variables: those of `placesOf`, TEDUH_WORKER_PORT; and TEDUH_METRICS_TOKEN, itself or as the file
 * that TEDUH_METRICS_TOKEN_FILE names
 * @throws WorkspaceError where the port is none, or as `secretOf`
 */
export const readConfig = (environment: Readonly<Record<string, string | undefined>>, root: string): Config => ({
  ...placesOf(environment, root, realKeyFile),
  healthPort: portOf(settingOf(environment, 'TEDUH_WORKER_PORT')),
  metricsToken: secretOf(environment, 'TEDUH_METRICS_TOKEN'),
})

/** The configuration of this process. */
export const processConfig = (root: string): Config => readConfig(process.env, root)

function portOf(text = '3001'): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new WorkspaceError('workspace.port', 'TEDUH_WORKER_PORT: isi angka 0 sampai 65535. (TEDUH_WORKER_PORT must be a number from 0 to 65535.)')
}
