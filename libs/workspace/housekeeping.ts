import { setTimeout as pause } from 'node:timers/promises'
import { DEFAULT_SESSION_RULES, deleteDraftsBefore, deleteEndedSessions } from '#access'
import { addMilliseconds, DAY } from '#kernel'
import { reasonOf } from '#read-models'
import { clockPass } from '#reactors'
import { sweepKeys } from './key-sweeping'
import type { Workspace } from './open-workspace'

/** Drafts hold personal data outside the log; nobody comes back to one after a month. */
const DRAFT_LIFE = 30 * DAY
const EVERY = 60_000

/** What a minute brings: clocks that have run out, old drafts and ended sessions gone. Two processes may do it at once. */
async function keepHouse(workspace: Workspace, onFailure: (code: string) => void): Promise<void> {
  const { pool, clock, clocks } = workspace
  await clockPass(clocks, clock.now(), (name, error) => onFailure(`${name}: ${reasonOf(error)}`))
  await deleteDraftsBefore(pool, addMilliseconds(clock.now(), -DRAFT_LIFE))
  await deleteEndedSessions(pool, DEFAULT_SESSION_RULES, clock.now())
}

/**
 * Runs `keepHouse` every minute until `signal` aborts; a failure is told and tried again at the next minute. What is left of destroyed
 * keys is cleared away at the start, when hardly anybody waits, and every minute.
 */
export async function runHousekeeping(workspace: Workspace, signal: AbortSignal, onFailure: (code: string) => void): Promise<void> {
  await clearKeys(workspace, onFailure, true)
  const minute = (): Promise<void> => pause(EVERY, undefined, { signal }).catch(() => undefined)
  for (await minute(); !signal.aborted; await minute()) {
    await keepHouse(workspace, onFailure).catch((error: unknown) => onFailure(reasonOf(error)))
    await clearKeys(workspace, onFailure)
  }
}

/** The erasure stands, whether or not this succeeds: it is told, and tried again at the next minute. */
async function clearKeys(workspace: Workspace, onFailure: (code: string) => void, large?: boolean): Promise<void> {
  const tell = (code: string): void => onFailure(`key-traces: ${code}`)
  await sweepKeys(workspace, large).then(
    (result) => {
      if (result === 'held' || result === 'in-use') tell(result)
    },
    (error: unknown) => tell(reasonOf(error)),
  )
}
