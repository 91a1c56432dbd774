import { readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { ask } from './server-user'

/** A process that can't be mistaken for a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number
  /** When it began, in the system's own terms: comparable, not readable */
  readonly started: string
}

/** @returns true where a process with this number lives, ours or not (a zombie does not) */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false
  }
  return process.platform !== 'linux' || stateOf(pid) !== 'Z'
}

/** @returns who has this number now, or null where nobody has */
export function identify(pid: number): ProcessIdentity | null {
  if (!isAlive(pid)) return null
  const started = process.platform === 'linux' ? startOnLinux(pid) : startByPs(pid)
  return started === null ? null : { pid, started }
}

/** @returns true where that very process still lives */
export function stillThere(process: ProcessIdentity): boolean {
  return identify(process.pid)?.started === process.started
}

/** Between a process's own word for when it began and the system's, in seconds. */
const SAME_START = 10

/**
 * @param since when that server began, in seconds since 1970, as its data directory has it
 * @returns true where process `pid` is a PostgreSQL server working in `directory`
 */
export function isServerIn(pid: number, directory: string, since: number): boolean {
  if (!isAlive(pid)) return false
  if (process.platform !== 'linux') {
    // the number may be that of somebody else's server by now
    const began = Date.parse(`${startByPs(pid) ?? ''} UTC`) / 1000
    return /postgres/.test(ask('ps', ['-o', 'comm=', '-p', String(pid)]) ?? '') && !(Math.abs(began - since) > SAME_START)
  }
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(directory)
  } catch {
    return false
  }
}

function statOf(pid: number): readonly string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}

const stateOf = (pid: number): string => statOf(pid)[0] ?? 'Z'

function startOnLinux(pid: number): string | null {
  const ticks = statOf(pid)[19]
  return ticks === undefined ? null : `${bootId()}:${ticks}`
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return ''
  }
}

function startByPs(pid: number): string | null {
  return process.platform === 'win32' ? '' : ask('ps', ['-o', 'lstart=', '-p', String(pid)])
}
