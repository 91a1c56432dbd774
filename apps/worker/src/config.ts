import { placesOf, portOf, realKeyFile, secretOf, settingOf, type Places } from '#workspace'

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
  healthPort: portOf('TEDUH_WORKER_PORT', settingOf(environment, 'TEDUH_WORKER_PORT') ?? '3001'),
  metricsToken: secretOf(environment, 'TEDUH_METRICS_TOKEN'),
})

/** The configuration of this process. */
export const processConfig = (root: string): Config => readConfig(process.env, root)
