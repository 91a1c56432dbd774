import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statfsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { POSTGRES_MAJOR } from '../cluster/binaries'
import { initCluster } from '../cluster/init'
import { findServerUser } from '../cluster/server-user'
import { DatabaseError, errorCode } from '../errors'

const MIB = 1024 * 1024
const NEEDED_TO_INIT_MIB = 256
const NEEDED_TO_START_MIB = 64
/** Between the name of the data and a chance of its own: a cluster in the making */
const DRAFT = '.new-'

/** The places in `.teduh/` that belong to the embedded database. */
export interface Folder {
  readonly root: string
  readonly data: string
  readonly log: string
  readonly settings: string
  readonly users: string
  readonly lock: string
}

/** @returns the names of the files, without touching any */
export const folderAt = (root: string): Folder => ({
  root,
  data: join(root, 'postgres'),
  log: join(root, 'postgres.log'),
  settings: join(root, 'database.json'),
  users: join(root, 'users.json'),
  lock: join(root, 'lock'),
})

/**
 * Makes the folder, closed to everybody else. (As root the server has a user of its own, who must pass through it: 0711.)
 * @throws DatabaseError `database.not-writable`
 */
export function makeFolder(folder: Folder): void {
  writing(folder.root, () => {
    mkdirSync(folder.root, { recursive: true, mode: 0o700 })
    if (process.platform !== 'win32') chmodSync(folder.root, process.getuid?.() === 0 ? 0o711 : 0o700)
  })
}

/** Runs `work`; the system's "no right" and "no room" become sentences. */
export function writing<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (cause) {
    throw asDatabaseError(path, cause)
  }
}

/** @returns the refusal that a system error at `path` stands for, or the error itself */
export function asDatabaseError(path: string, cause: unknown): unknown {
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(errorCode(cause)))
    return new DatabaseError('database.not-writable', { path }, { cause })
  if (['ENOSPC', 'EDQUOT'].includes(errorCode(cause)))
    return new DatabaseError('database.disk-full', { path, freeMiB: 0, neededMiB: NEEDED_TO_START_MIB }, { cause })
  return cause
}

/** @returns bytes that this user may still write at `path` */
export function freeBytes(path: string): number {
  const { bavail, bsize } = statfsSync(path)
  return bavail * bsize
}

/** What `prepareCluster` found. */
export type Prepared = { readonly kind: 'ready' } | { readonly kind: 'made' } | { readonly kind: 'made-again'; readonly aside: string }

/**
 * Sees to it that a complete cluster of our major version stands at `folder.data`. It is made under another name and
 * renamed when it is whole, so that a killed run leaves nothing that could be taken for one. An incomplete one is moved
 * aside, never deleted; a complete one is never touched.
 * @throws DatabaseError `database.other-major`, `database.damaged`, `database.disk-full`, `database.init-failed`
 */
export async function prepareCluster(folder: Folder, password: string, free: (path: string) => number): Promise<Prepared> {
  const version = join(folder.data, 'PG_VERSION')
  const found = existsSync(version) ? readFileSync(version, 'utf8').trim() : null
  if (found !== null && found !== POSTGRES_MAJOR)
    throw new DatabaseError('database.other-major', { path: folder.data, found, wanted: POSTGRES_MAJOR })
  const whole = existsSync(join(folder.data, 'global', 'pg_control'))
  if (whole && found === null) throw new DatabaseError('database.damaged', { path: folder.data, missing: 'PG_VERSION' })
  mustHave(folder, whole ? NEEDED_TO_START_MIB : NEEDED_TO_INIT_MIB, free)
  removeDrafts(folder)
  if (whole) {
    giveToServerUser(folder.data)
    return { kind: 'ready' }
  }
  const aside = existsSync(folder.data) ? moveAside(folder.data) : null
  const draft = `${folder.data}${DRAFT}${randomBytes(4).toString('hex')}`
  await initCluster(draft, { password, log: folder.log, sync: true }).catch((error: unknown) => {
    rmSync(draft, { recursive: true, force: true })
    throw fullDiskIn(folder) ?? error
  })
  renameSync(draft, folder.data)
  return aside === null ? { kind: 'made' } : { kind: 'made-again', aside }
}

/** What killed runs left. An initdb that outlived its run may still be writing into its own: that one goes at a later start. */
function removeDrafts(folder: Folder): void {
  for (const name of readdirSync(folder.root)) {
    if (!name.startsWith(`${basename(folder.data)}${DRAFT}`)) continue
    try {
      rmSync(join(folder.root, name), { recursive: true, force: true })
    } catch (error) {
      if (!['ENOTEMPTY', 'EBUSY'].includes(errorCode(error))) throw asDatabaseError(folder.root, error)
    }
  }
}

function mustHave(folder: Folder, neededMiB: number, free: (path: string) => number): void {
  const freeMiB = Math.floor(free(folder.root) / MIB)
  if (freeMiB < neededMiB) throw new DatabaseError('database.disk-full', { path: folder.root, freeMiB, neededMiB })
}

/** @returns the refusal where PostgreSQL itself met the end of the disk */
export function fullDiskIn(folder: Folder): DatabaseError | null {
  const words = existsSync(folder.log) ? readFileSync(folder.log, 'utf8').slice(-4_000) : ''
  return words.includes('No space left on device')
    ? new DatabaseError('database.disk-full', { path: folder.root, freeMiB: 0, neededMiB: NEEDED_TO_START_MIB })
    : null
}

function moveAside(data: string): string {
  for (let turn = 1; ; turn++) {
    const aside = `${data}.incomplete-${turn}`
    if (existsSync(aside)) continue
    renameSync(data, aside)
    return aside
  }
}

/** A cluster that root has copied back from a backup is root's: PostgreSQL wants its own user to own it. */
function giveToServerUser(path: string): void {
  if (process.getuid?.() !== 0 || lstatSync(path).uid !== 0) return
  const user = findServerUser(path)
  if (user === null) return
  chownSync(path, user.uid, user.gid)
  for (const entry of readdirSync(path, { recursive: true, encoding: 'utf8' })) chownSync(join(path, entry), user.uid, user.gid)
}
