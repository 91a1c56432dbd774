import { randomBytes } from 'node:crypto'
import { appendFileSync, chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { DatabaseError } from '../errors'
import { findBinaries } from './binaries'
import { findServerUser, spawnAs } from './server-user'

export interface InitOptions {
  /** The superuser's password; it reaches initdb by a file, never on a command line */
  readonly password: string
  /** Where initdb's own words go */
  readonly log: string
  /** false in tests: a lost machine costs nothing there */
  readonly sync: boolean
}

export const SUPERUSER = 'postgres'

/** @returns a password of 192 bits that needs no escaping anywhere */
export const randomPassword = (): string => randomBytes(24).toString('base64url')

/**
 * Makes a new cluster in an empty or missing directory: UTF-8, one collation that never changes with the system, scram.
 * @throws DatabaseError `database.init-failed`
 */
export async function initCluster(directory: string, options: InitOptions): Promise<void> {
  const { initdb } = findBinaries()
  const user = findServerUser(directory)
  const passwordFile = `${directory}.password`
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  writeFileSync(passwordFile, options.password, { mode: 0o600 })
  if (user !== null) for (const path of [directory, passwordFile]) chownSync(path, user.uid, user.gid)
  const args = [
    ...['--pgdata', directory, '--username', SUPERUSER, '--pwfile', passwordFile],
    ...['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ...(options.sync ? [] : ['--no-sync']),
  ]
  try {
    const child = spawnAs(user, initdb, args, [directory], { stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        appendFileSync(options.log, chunk, { mode: 0o600 })
      })
    }
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', resolve)
    })
    if (code !== 0) throw new DatabaseError('database.init-failed', { path: directory, log: options.log })
  } finally {
    rmSync(passwordFile, { force: true })
  }
}
