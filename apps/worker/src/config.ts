import { placesOf, realKeyFile, settingOf, WorkspaceError, type Places } from '#workspace'

/** What the worker takes from outside. */
export interface Config extends Places {
  readonly healthPort: number
}

/**
 * Reads TEDUH_WORKER_PORT of this process, and the variables of `placesOf`.
 * @throws WorkspaceError where the port is none
 */
export const processConfig = (root: string): Config => ({
  ...placesOf(process.env, root, realKeyFile),
  healthPort: portOf(settingOf(process.env, 'TEDUH_WORKER_PORT')),
})

function portOf(text = '3001'): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new WorkspaceError('workspace.port', 'TEDUH_WORKER_PORT: isi angka 0 sampai 65535. (TEDUH_WORKER_PORT must be a number from 0 to 65535.)')
}
