import { execFileSync, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { existsSync, realpathSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseError } from '../errors'

/** Whom the server runs as. `null`: as ourselves, the ordinary case. PostgreSQL refuses to run as root. */
export type ServerUser = { readonly uid: number; readonly gid: number } | null

const ENVIRONMENT = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC' }
const SETPRIV = '/usr/bin/setpriv'

/**
 * @param directory a data directory; where it exists and isn't root's, its owner is the server's user
 * @returns the user for the server; as root otherwise `postgres`, made where it is missing
 * @throws DatabaseError `database.no-server-user`
 */
export function findServerUser(directory: string): ServerUser {
  if (process.getuid?.() !== 0) return null
  const owner = statSync(directory, { throwIfNoEntry: false })
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const user = idsOf('postgres') ?? makePostgresUser() ?? idsOf('nobody')
  if (user === null) throw new DatabaseError('database.no-server-user')
  return user
}

function idsOf(name: string): ServerUser {
  const uid = ask('id', ['-u', name])
  const gid = ask('id', ['-g', name])
  return uid === null || gid === null ? null : { uid: Number(uid), gid: Number(gid) }
}

function makePostgresUser(): ServerUser {
  ask('groupadd', ['--system', 'postgres'])
  ask('useradd', ['--system', '--no-create-home', '--gid', 'postgres', '--shell', '/usr/sbin/nologin', 'postgres'])
  return idsOf('postgres')
}

/** @returns what a program says, its dates in one language and one zone, or null where it fails or is missing */
export function ask(command: string, args: readonly string[]): string | null {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], env: ENVIRONMENT }).trim()
  } catch {
    return null
  }
}

/**
 * Starts a program of PostgreSQL as the server's user, in a clean environment: no PG* variable of the caller reaches it.
 * A folder above it that is closed to that user (a clone in /root) is passed with the one capability that opens it.
 * @param paths what the program must reach
 * @throws DatabaseError `database.directory-closed` where it can't be passed
 */
export function spawnAs(user: ServerUser, command: string, args: readonly string[], paths: readonly string[], options: SpawnOptions): ChildProcess {
  const base = { ...options, cwd: '/', env: ENVIRONMENT }
  if (process.platform === 'win32') return spawn(command, args, { ...options, windowsHide: true })
  if (user === null) return spawn(command, args, base)
  const closed = [command, ...paths].map((path) => closedFolderAbove(path)).find((folder) => folder !== null)
  if (closed === undefined) return spawn(command, args, { ...base, uid: user.uid, gid: user.gid })
  if (!existsSync(SETPRIV)) throw new DatabaseError('database.directory-closed', { path: closed })
  // PostgreSQL asks by access(2) too, which forgets the capability of everybody but root unless told not to.
  const ids = ['--securebits=+no_setuid_fixup', `--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups']
  return spawn(SETPRIV, [...ids, '--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--', command, ...args], base)
}

/** @returns the first folder above `path` that others may not pass through, or null */
export function closedFolderAbove(path: string): string | null {
  for (let folder = dirname(realpathSync(path)); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return folder
    if (folder === dirname(folder)) return null
  }
}
