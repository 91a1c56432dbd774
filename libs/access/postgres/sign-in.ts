import type { Pool } from 'pg'
import { absent, DAY, Refusal, type Clock, type Instant, type Uuid } from '#kernel'
import type { Passwords } from '../passwords'
import type { Principal } from '../principal'
import { digestOf } from '../secrets'
import { checkPassword, DEFAULT_SESSION_RULES, FAILURE_DELAYS, normalUsername, type SessionRules } from '../sign-in-rules'
import { beginSession, endAllSessions, type NewSession } from './sessions'
import { inTransaction, type Db } from './transaction'
import { findUser } from './users'

/** What signing in needs of the outside. */
export interface SignInPorts {
  readonly pool: Pool
  readonly clock: Clock
  readonly passwords: Passwords
  /** Without it, half an hour idle and twelve hours in all */
  readonly sessions?: SessionRules
}

export interface SignedIn extends NewSession {
  readonly principal: Principal
}

interface Stored {
  readonly id: Uuid
  readonly active: boolean
  readonly password_hash: string | null
}

/** After a day without a failure the count begins anew, in milliseconds. */
const FORGET_FAILURES = DAY

/**
 * Signs in. Unknown names, wrong passwords, closed accounts and accounts without a password get one answer in the same time.
 * @throws Refusal unauthenticated: `access.credentials`; `access.too-many-attempts` with the seconds to wait
 */
export async function signIn(ports: SignInPorts, username: string, password: string): Promise<SignedIn> {
  const { pool, clock, passwords } = ports
  const name = normalUsername(username)
  await countAttempt(pool, name, clock.now())
  const { rows } = await pool.query<Stored>('select id, active, password_hash from access.users where lower(username) = $1', [name])
  const found = rows[0]
  const matches = await passwords.matches(found?.password_hash ?? null, password)
  if (!found?.active || !found.password_hash || !matches) throw new Refusal('unauthenticated', 'access.credentials')
  await pool.query('delete from access.sign_in_attempts where name_digest = $1', [digestOf(name)])
  if (passwords.isOutdated(found.password_hash)) await renewHash(ports, found.id, found.password_hash, password)
  const session = await beginSession(pool, found.id, ports.sessions ?? DEFAULT_SESSION_RULES, clock.now())
  return { ...session, principal: await findUser(pool, found.id) }
}

/**
 * Changes one's own password: every session ends, and a new one begins for the asker.
 * @throws Refusal invalid `password.current`, and those of `checkPassword`; `access.too-many-attempts`; `user.unknown` (absent)
 */
export async function changePassword(ports: SignInPorts, user: Uuid, current: string, next: string): Promise<NewSession> {
  const { pool, clock, passwords } = ports
  const { username } = await findUser(pool, user)
  checkPassword(next, username)
  await countAttempt(pool, username, clock.now())
  const { rows } = await pool.query<{ password_hash: string | null }>('select password_hash from access.users where id = $1', [user])
  if (!(await passwords.matches(rows[0]?.password_hash ?? null, current))) {
    throw new Refusal('invalid', 'password.current', {}, [{ field: 'current', code: 'password.current' }])
  }
  const hash = await passwords.hash(next)
  return inTransaction(pool, async (client) => {
    await client.query('delete from access.sign_in_attempts where name_digest = $1', [digestOf(username)])
    await setPassword(client, user, hash)
    return beginSession(client, user, ports.sessions ?? DEFAULT_SESSION_RULES, clock.now())
  })
}

/** Stores a hash and ends every session that began before it. @throws Refusal `user.unknown` (absent) */
export async function setPassword(db: Db, user: Uuid, hash: string): Promise<void> {
  const { rowCount } = await db.query('update access.users set password_hash = $2 where id = $1', [user, hash])
  if (rowCount === 0) throw absent('user.unknown')
  await endAllSessions(db, user)
}

/** Counts before the password is looked at: a hundred guesses sent at once are a hundred failures, not one. */
async function countAttempt(pool: Pool, name: string, now: Instant): Promise<void> {
  const digest = digestOf(name)
  const { rowCount } = await pool.query(
    `insert into access.sign_in_attempts as a (name_digest, failures, last_at, blocked_until)
     values ($1, 1, $2, $2::timestamptz + make_interval(secs => ($3::int[])[1]))
     on conflict (name_digest) do update set
       failures = case when a.last_at < $4 then 1 else a.failures + 1 end,
       last_at = $2,
       blocked_until = $2::timestamptz
         + make_interval(secs => ($3::int[])[case when a.last_at < $4 then 1 else least(a.failures + 1, cardinality($3::int[])) end])
     where a.blocked_until <= $2`,
    [digest, now, FAILURE_DELAYS, new Date(Date.parse(now) - FORGET_FAILURES).toISOString()],
  )
  if (rowCount === 1) return
  const { rows } = await pool.query<{ blocked_until: Date }>('select blocked_until from access.sign_in_attempts where name_digest = $1', [digest])
  const seconds = Math.max(1, Math.ceil(((rows[0]?.blocked_until.getTime() ?? 0) - Date.parse(now)) / 1_000))
  throw new Refusal('unauthenticated', 'access.too-many-attempts', { seconds })
}

async function renewHash({ pool, passwords }: SignInPorts, user: Uuid, old: string, password: string): Promise<void> {
  await pool.query('update access.users set password_hash = $2 where id = $1 and password_hash = $3', [user, await passwords.hash(password), old])
}
