import type { Pool } from 'pg'
import { addMilliseconds, type Instant, type Uuid } from '#kernel'
import type { Principal } from '../principal'
import { digestOf, newSecret } from '../secrets'
import { sessionEnd, TOUCH_EVERY, type SessionRules } from '../sign-in-rules'
import { principalColumns, toPrincipal, type PrincipalRow } from './principal-row'
import type { Db } from './transaction'

/** A session just begun. Only its owner's cookie holds the token. */
export interface NewSession {
  readonly token: string
  /** When it ends if it is never used again */
  readonly endsAt: Instant
}

export interface LiveSession {
  readonly principal: Principal
  readonly endsAt: Instant
}

interface SessionRow extends PrincipalRow {
  readonly started_at: Date
  readonly last_seen_at: Date
}

export async function beginSession(db: Db, user: Uuid, rules: SessionRules, now: Instant): Promise<NewSession> {
  const token = newSecret()
  await db.query('insert into access.sessions (token_digest, user_id, created_at, last_seen_at) values ($1, $2, $3, $3)', [
    digestOf(token),
    user,
    now,
  ])
  return { token, endsAt: sessionEnd({ createdAt: now, lastSeenAt: now }, rules) }
}

/**
 * Finds whose session it is and notes that it was used.
 * @returns null for an unknown or ended session, and for an account that was closed
 */
export async function resumeSession(pool: Pool, token: string, rules: SessionRules, now: Instant): Promise<LiveSession | null> {
  const digest = digestOf(token)
  const { rows } = await pool.query<SessionRow>(
    `select ${principalColumns}, s.created_at as started_at, s.last_seen_at
      from access.sessions s join access.users u on u.id = s.user_id left join access.units n on n.id = u.unit_id
      where s.token_digest = $1 and u.active`,
    [digest],
  )
  const found = rows[0]
  if (!found) return null
  const times = { createdAt: found.started_at.toISOString(), lastSeenAt: found.last_seen_at.toISOString() }
  if (sessionEnd(times, rules) <= now) return null
  if (addMilliseconds(times.lastSeenAt, TOUCH_EVERY) > now) return { principal: toPrincipal(found), endsAt: sessionEnd(times, rules) }
  await pool.query('update access.sessions set last_seen_at = $2 where token_digest = $1 and last_seen_at < $2', [digest, now])
  return { principal: toPrincipal(found), endsAt: sessionEnd({ ...times, lastSeenAt: now }, rules) }
}

/** Signs out. Repeating changes nothing. */
export async function endSession(pool: Pool, token: string): Promise<void> {
  await pool.query('delete from access.sessions where token_digest = $1', [digestOf(token)])
}

export async function endAllSessions(db: Db, user: Uuid): Promise<void> {
  await db.query('delete from access.sessions where user_id = $1', [user])
}

/** Removes what no rule would let in any more. @returns how many sessions */
export async function deleteEndedSessions(pool: Pool, rules: SessionRules, now: Instant): Promise<number> {
  const { rowCount } = await pool.query('delete from access.sessions where created_at <= $1 or last_seen_at <= $2', [
    addMilliseconds(now, -rules.absolute),
    addMilliseconds(now, -rules.idle),
  ])
  return rowCount ?? 0
}
