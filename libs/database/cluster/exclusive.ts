import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { DatabaseError, errorCode } from '../errors'
import { identify, stillThere, type ProcessIdentity } from './process-identity'

const WAIT_MS = 90_000
let turn = 0

/**
 * Runs `work` while no other process does so under the same lock file. The file names its holder by number and start, so
 * that the lock of a killed process is taken over at once.
 * @throws DatabaseError `database.locked` after a minute and a half of waiting; `database.not-writable`
 */
export async function exclusively<T>(file: string, work: () => Promise<T>): Promise<T> {
  await acquire(file)
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

async function acquire(file: string): Promise<void> {
  const mine = JSON.stringify(identify(process.pid))
  // Written beside and linked into place: nobody ever sees a lock without its holder.
  const draft = `${file}.${process.pid}.${turn++}`
  writeFileSync(draft, mine, { mode: 0o600 })
  try {
    const deadline = performance.now() + WAIT_MS
    while (!claim(draft, file)) {
      const text = read(file)
      const holder = text === null ? null : parse(text)
      if (text !== null && (holder === null || !stillThere(holder))) takeAway(file, text, draft)
      else if (performance.now() > deadline) throw new DatabaseError('database.locked', { pid: holder?.pid ?? 0 })
      else await pause(20)
    }
  } finally {
    rmSync(draft, { force: true })
  }
}

function claim(draft: string, file: string): boolean {
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  }
}

/** Removes a dead holder's lock; where somebody else was faster and it is a living one's by now, puts it back. */
function takeAway(file: string, expected: string, draft: string): void {
  const aside = `${draft}.stale`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return
    throw error
  }
  if (read(aside) !== expected) claim(aside, file)
  rmSync(aside, { force: true })
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}

function parse(text: string): ProcessIdentity | null {
  try {
    return JSON.parse(text) as ProcessIdentity | null
  } catch {
    return null
  }
}
