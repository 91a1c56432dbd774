import { closeSync, openSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { DatabaseError } from '../errors'
import { findBinaries } from './binaries'
import { isAlive, isServerIn } from './process-identity'
import { findServerUser, spawnAs } from './server-user'

export interface ServerOptions {
  readonly port: number
  readonly log: string
  /** Further settings, `name=value` */
  readonly settings?: readonly string[]
}

// Neither the text of a statement nor a row's values reach the server's log: both could hold personal data.
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'password_encryption=scram-sha-256',
  'log_min_error_statement=panic',
  'log_error_verbosity=terse',
  'log_statement=none',
  'timezone=UTC',
  'log_timezone=UTC',
]
const READY_WITHIN_MS = 60_000
const ORPHANS_GONE_WITHIN_MS = 10_000
/** What a server says that was refused because of a killed one: its backends still live, or it was itself not gone yet. */
const NOT_YET_GONE = ['pre-existing shared memory block', 'lock file "postmaster.pid" already exists']
const STOPPED_WITHIN_MS = 20_000

/** What a running server says of itself in its data directory. */
export interface RunningServer {
  readonly pid: number
  readonly port: number
  readonly ready: boolean
}

/** @returns the server that really runs in `directory`, or null; a file left by a killed one, or whose number is another's now, counts as none */
export function runningServer(directory: string): RunningServer | null {
  const lines = readLines(join(directory, 'postmaster.pid'))
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 1 || !isServerIn(pid, directory, Number(lines[2]))) return null
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
}

function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}

/**
 * Starts the server of a cluster, detached from this process and its terminal, and waits until it takes connections.
 * A left `postmaster.pid` whose process is gone, or is somebody else's, is removed first.
 * @returns the server's process number
 * @throws DatabaseError `database.start-failed`
 */
export async function startServer(directory: string, options: ServerOptions): Promise<number> {
  // A killed server and its backends are gone a moment later; until then the new one is refused.
  const orphansGone = performance.now() + ORPHANS_GONE_WITHIN_MS
  for (;;) {
    const going = runningServer(directory)?.pid ?? null
    if (going === null) rmSync(join(directory, 'postmaster.pid'), { force: true })
    const logged = statSync(options.log, { throwIfNoEntry: false })?.size ?? 0
    const pid = await launch(directory, options, going)
    if (pid !== null) return pid
    const said = readFileSync(options.log).subarray(logged)
    if (!NOT_YET_GONE.some((sentence) => said.includes(sentence)) || performance.now() > orphansGone)
      throw new DatabaseError('database.start-failed', { log: options.log })
    await pause(100)
  }
}

/**
 * @param going the process number of a server that is not quite gone, and not the one that is waited for
 * @returns the process number of the server that took connections in time, or null where it ended or was ended
 */
async function launch(directory: string, options: ServerOptions, going: number | null): Promise<number | null> {
  const settings = [...SETTINGS, `port=${options.port}`, ...(options.settings ?? [])].flatMap((setting) => ['-c', setting])
  const log = openSync(options.log, 'a', 0o600)
  const args = ['-D', directory, ...settings]
  const child = spawnAs(findServerUser(directory), findBinaries().postgres, args, [directory], { stdio: ['ignore', log, log], detached: true })
  closeSync(log)
  child.unref()
  const ended = new AbortController()
  for (const event of ['error', 'exit']) {
    child.once(event, () => {
      ended.abort()
    })
  }
  const deadline = performance.now() + READY_WITHIN_MS
  while (!ended.signal.aborted && performance.now() < deadline) {
    const server = runningServer(directory)
    if (server?.ready === true && server.pid !== going) return server.pid
    await pause(5)
  }
  child.kill('SIGQUIT')
  return null
}

/**
 * Waits for a server that somebody else started: after a crash it first reads its journal.
 * @param answers whether it talks at this port: one that was killed this moment still looks ready, and takes connections that nobody serves
 * @returns the server, or null where it has ended
 * @throws DatabaseError `database.start-failed` where it takes more than a minute
 */
export async function answeringServer(directory: string, log: string, answers: (port: number) => Promise<boolean>): Promise<RunningServer | null> {
  const deadline = performance.now() + READY_WITHIN_MS
  for (;;) {
    const server = runningServer(directory)
    if (server === null || (server.ready && (await answers(server.port)))) return server
    if (performance.now() > deadline) throw new DatabaseError('database.start-failed', { log })
    await pause(5)
  }
}

/**
 * Stops a server: connections are ended, what is committed is on disk. Does nothing where none runs in `directory`.
 * @throws DatabaseError `database.stop-failed`
 */
export async function stopServer(directory: string): Promise<void> {
  const server = runningServer(directory)
  if (server === null) return
  const deadline = performance.now() + STOPPED_WITHIN_MS
  signal(server.pid, 'SIGINT')
  while (isAlive(server.pid)) {
    if (performance.now() > deadline) {
      signal(server.pid, 'SIGQUIT')
      await pause(500)
      if (isAlive(server.pid)) throw new DatabaseError('database.stop-failed', { pid: server.pid })
    }
    await pause(10)
  }
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (isAlive(pid)) throw error
  }
}
