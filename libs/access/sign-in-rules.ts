import { addMilliseconds, HOUR, invalid, type Instant } from '#kernel'

/** How long a session lives, in milliseconds. */
export interface SessionRules {
  /** Without a request */
  readonly idle: number
  /** Since sign-in, whatever happens */
  readonly absolute: number
}

export const DEFAULT_SESSION_RULES: SessionRules = { idle: HOUR / 2, absolute: 12 * HOUR }

/** A session's last use is noted at most this often, in milliseconds: it ends by as much earlier, never later. */
export const TOUCH_EVERY = 60_000

export interface SessionTimes {
  readonly createdAt: Instant
  readonly lastSeenAt: Instant
}

/** @returns the instant at which a session ends if it isn't used again. */
export function sessionEnd({ createdAt, lastSeenAt }: SessionTimes, rules: SessionRules): Instant {
  const [idle, absolute] = [addMilliseconds(lastSeenAt, rules.idle), addMilliseconds(createdAt, rules.absolute)]
  return idle < absolute ? idle : absolute
}

/** How long a setup link can be used, in milliseconds. */
export const SETUP_LINK_LIFE = 72 * HOUR

/** Seconds to wait after the first, second, … failed sign-in with one name; the last holds from then on. */
export const FAILURE_DELAYS: readonly number[] = [0, 0, 2, 5, 15, 30, 60, 120, 300, 600, 900]

const SHORTEST_PASSWORD = 10
const LONGEST_PASSWORD = 200

/**
 * Length alone makes a password strong (NIST SP 800-63B): no rule about kinds of characters.
 * @throws Refusal invalid `password.short`, `password.long`, `password.like-name`
 */
export function checkPassword(password: string, username: string): void {
  if ([...password].length < SHORTEST_PASSWORD) throw invalid('password', 'password.short', { least: SHORTEST_PASSWORD })
  if (password.length > LONGEST_PASSWORD) throw invalid('password', 'password.long', { most: LONGEST_PASSWORD })
  if (password.toLowerCase().includes(username)) throw invalid('password', 'password.like-name')
}

/** @returns the name as it is kept and compared: trimmed, in lower case, without U+0000 (which PostgreSQL refuses). */
export const normalUsername = (typed: string): string => typed.replaceAll('\u0000', '\ufffd').trim().toLowerCase()

/** @throws Refusal invalid `username.form`: 3 to 40 of a–z, 0–9, dot, dash, underscore */
export function checkUsername(username: string): void {
  if (!/^[a-z0-9][a-z0-9._-]{2,39}$/.test(username)) throw invalid('username', 'username.form')
}
