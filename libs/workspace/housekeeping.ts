import { DEFAULT_SESSION_RULES, deleteDraftsBefore, deleteEndedSessions } from '#access'
import { addMilliseconds, DAY } from '#kernel'
import { clockPass } from '#reactors'
import type { Workspace } from './open-workspace'

/** Drafts hold personal data outside the log; nobody comes back to one after a month. */
const DRAFT_LIFE = 30 * DAY
const EVERY = 60_000

/** What a minute brings: clocks that have run out, old drafts and ended sessions gone. Two processes may do it at once. */
export async function keepHouse(workspace: Workspace, onFailure: (code: string) => void): Promise<void> {
  const { pool, clock, clocks } = workspace
  await clockPass(clocks, clock.now(), (name, error) => onFailure(`${name}: ${error instanceof Error ? error.name : 'unknown'}`))
  await deleteDraftsBefore(pool, addMilliseconds(clock.now(), -DRAFT_LIFE))
  await deleteEndedSessions(pool, DEFAULT_SESSION_RULES, clock.now())
}

/** Runs `keepHouse` every minute until `signal` aborts; a failure is told and tried again at the next minute. */
export async function runHousekeeping(workspace: Workspace, signal: AbortSignal, onFailure: (code: string) => void): Promise<void> {
  for (await pause(EVERY, signal); !signal.aborted; await pause(EVERY, signal))
    await keepHouse(workspace, onFailure).catch((error: unknown) => onFailure(error instanceof Error ? error.name : 'unknown'))
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds)
    function done(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
  })
}
