import { randomBytes } from 'node:crypto'
import { existsSync, rmSync, statSync } from 'node:fs'
import { exclusively } from '../cluster/exclusive'
import { SUPERUSER } from '../cluster/init'
import { findFreePort, isFree } from '../cluster/port'
import { answeringServer, runningServer, startServer, stopServer } from '../cluster/server'
import { setPasswordOffline } from '../cluster/single-user'
import { DatabaseError, type DatabaseErrorCode } from '../errors'
import { answers, APP_ROLE, loopbackUrl, OWNER_ROLE, provisionDatabase, provisionRoles } from '../roles'
import { asDatabaseError, folderAt, freeBytes, fullDiskIn, makeFolder, prepareCluster, type Folder } from './folder'
import { newSettings, readSettings, writePrivately, type EmbeddedSettings } from './settings'
import { entered, left, readRegister, thisUser, writeRegister } from './users'

/** Connection strings of a database that stands ready, and the way to leave it. */
export interface OpenDatabase {
  /** For migrations: the role that owns everything */
  readonly ownerUrl: string
  /** For the product: the role that owns nothing */
  readonly appUrl: string
  /** `started` by this call, `joined` while somebody else keeps it, or `external` (DATABASE_URL) */
  readonly origin: 'started' | 'joined' | 'external'
  /** Leaves; stops the server where it is this one's to stop. May be called twice. */
  close(): Promise<void>
}

export interface EmbeddedOptions {
  /** Told what was healed on the way, as one sentence each */
  readonly onNotice?: (notice: DatabaseError) => void
  /** Bytes still to be written at a path; the file system's own answer unless told */
  readonly freeBytes?: (path: string) => number
}

const DATABASE = 'teduh'
/** How often a server is started whose port somebody else takes each time */
const ATTEMPTS = 4
const MAX_LOG_BYTES = 10 * 1024 * 1024

/**
 * Opens the embedded PostgreSQL kept in `root` (`.teduh/`): makes it at the first time, starts it where it is down, joins it
 * where another process keeps it running. Loopback only, scram, random passwords. What a killed run has left is healed.
 * @throws DatabaseError, every code of `texts.ts` with its sentence
 */
export async function openEmbeddedDatabase(root: string, options: EmbeddedOptions = {}): Promise<OpenDatabase> {
  const folder = folderAt(root)
  makeFolder(folder)
  const ref = randomBytes(8).toString('hex')
  try {
    const { settings, started } = await exclusively(folder.lock, () =>
      enter(folder, ref, options).catch(async (error: unknown) => {
        await leave(folder, ref).catch(() => undefined)
        throw error
      }),
    )
    let closing: Promise<void> | null = null
    return {
      ownerUrl: loopbackUrl(settings.port, OWNER_ROLE, settings.ownerPassword, DATABASE),
      appUrl: loopbackUrl(settings.port, APP_ROLE, settings.appPassword, DATABASE),
      origin: started ? 'started' : 'joined',
      close: () => (closing ??= exclusively(folder.lock, () => leave(folder, ref))),
    }
  } catch (error) {
    throw asDatabaseError(root, error)
  }
}

interface Entered {
  readonly settings: EmbeddedSettings
  readonly started: boolean
}

async function enter(folder: Folder, ref: string, options: EmbeddedOptions): Promise<Entered> {
  const tell = (code: DatabaseErrorCode, params: Readonly<Record<string, string | number>> = {}): void =>
    options.onNotice?.(new DatabaseError(code, params))
  const register = readRegister(folder.users)
  let server = runningServer(folder.data)
  const known = readSettings(folder.settings)
  if (server !== null && known === null) {
    // Nobody can know the passwords of this one any more.
    await stopServer(folder.data)
    server = null
  }
  const user = thisUser(ref)
  if (server !== null && known !== null)
    server = await answeringServer(folder.data, folder.log, (port) => answers(loopbackUrl(port, OWNER_ROLE, known.ownerPassword, DATABASE)))
  if (server !== null && known !== null) {
    if (register.owner === null) tell('database.adopted')
    writeRegister(folder.users, entered(register, user, false))
    return { settings: await provisioned(folder, { ...known, port: server.port }), started: false }
  }
  const settings = await start(folder, known, options, tell)
  writeRegister(folder.users, entered({ owner: null, users: [] }, user, true))
  return { settings: await provisioned(folder, settings), started: true }
}

type Tell = (code: DatabaseErrorCode, params?: Readonly<Record<string, string | number>>) => void

async function start(folder: Folder, known: EmbeddedSettings | null, options: EmbeddedOptions, tell: Tell): Promise<EmbeddedSettings> {
  let settings = known ?? (await newSettings())
  if (!(await isFree(settings.port))) settings = await elsewhere(settings, tell)
  if (settings !== known) writePrivately(folder.settings, settings)
  const crashed = existsSync(`${folder.data}/postmaster.pid`)
  const prepared = await prepareCluster(folder, settings.superuserPassword, options.freeBytes ?? freeBytes)
  if (prepared.kind === 'made-again') tell('database.healed-init', { path: prepared.aside })
  if (prepared.kind === 'ready' && known === null) {
    await setPasswordOffline(folder.data, settings.superuserPassword)
    tell('database.new-passwords')
  }
  if (prepared.kind !== 'ready' && settings.provisioned) settings = { ...settings, provisioned: false }
  if (crashed && prepared.kind === 'ready') tell('database.healed-crash')
  if ((statSync(folder.log, { throwIfNoEntry: false })?.size ?? 0) > MAX_LOG_BYTES) rmSync(folder.log)
  for (let attempt = 1; ; attempt++) {
    try {
      await startServer(folder.data, { port: settings.port, log: folder.log })
      return settings
    } catch (error) {
      // somebody took the port after it was looked at
      if (attempt === ATTEMPTS || (await isFree(settings.port))) throw fullDiskIn(folder) ?? error
      settings = await elsewhere(settings, tell)
      writePrivately(folder.settings, settings)
    }
  }
}

async function elsewhere(settings: EmbeddedSettings, tell: Tell): Promise<EmbeddedSettings> {
  const port = await findFreePort()
  tell('database.new-port', { taken: settings.port, port })
  return { ...settings, port }
}

/** Roles and database are made once; a run killed in between does it at its next start. */
async function provisioned(folder: Folder, settings: EmbeddedSettings): Promise<EmbeddedSettings> {
  if (settings.provisioned) return settings
  const superuserUrl = loopbackUrl(settings.port, SUPERUSER, settings.superuserPassword, 'postgres')
  await provisionRoles(superuserUrl, { owner: settings.ownerPassword, app: settings.appPassword })
  await provisionDatabase(superuserUrl, DATABASE)
  const done = { ...settings, provisioned: true }
  writePrivately(folder.settings, done)
  return done
}

async function leave(folder: Folder, ref: string): Promise<void> {
  const { register, stop } = left(readRegister(folder.users), ref)
  if (stop) await stopServer(folder.data)
  writeRegister(folder.users, register)
}
