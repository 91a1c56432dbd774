import { EventLogError, LogUnavailable } from '../errors'

/** Another event stands at this revision of the stream. Where the lock was held before the head was read, somebody wrote without it. */
export class RevisionTaken extends LogUnavailable {}

/**
 * SQLSTATEs after which the same append with the same ids may simply be tried again: connection and shutdown (08, 57P), cancelled
 * (57014), out of resources (53), deadlock and serialisation (40), lock not available (55P03), a standby (25006), I/O (58), a
 * position or revision that somebody took without the lock (23505).
 */
const PASSING = /^(08...|57P0.|57014|53...|40...|55P03|25006|25P0[234]|58...|23505)$/

/** unique_violation */
const UNIQUE = '23505'

/** What node and `pg` say when the server or the way to it is gone. */
const UNREACHABLE = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENOENT)/
const TERMINATED = /connection terminated|timeout|not queryable|Connection ended|closed the connection|has encountered a connection error/i

/** What a failure of the driver tells. Looked at by its shape: not every error comes from the realm that asks. */
interface Failure {
  readonly code?: unknown
  readonly message?: unknown
  readonly constraint?: unknown
  readonly errors?: unknown
}

const shapeOf = (error: unknown): Failure => (typeof error === 'object' && error !== null ? error : {})

/** @returns what a failure of the driver means to a caller: `LogUnavailable` where repeating helps, else the error itself */
export function translated(error: unknown): unknown {
  if (error instanceof EventLogError || isKnownId(error)) return error
  const code = codeOf(error)
  if (code === UNIQUE && shapeOf(error).constraint === 'events_stream_revision_key') return new RevisionTaken(code)
  if (code !== undefined) return PASSING.test(code) || UNREACHABLE.test(code) ? new LogUnavailable(code) : error
  const { message } = shapeOf(error)
  return typeof message === 'string' && TERMINATED.test(message) ? new LogUnavailable('connection lost') : error
}

/** @returns the SQLSTATE or the system's code; of several addresses that were tried, the first one's */
export function codeOf(error: unknown): string | undefined {
  const { code, errors } = shapeOf(error)
  if (typeof code === 'string') return code
  return Array.isArray(errors) && errors.length > 0 ? codeOf(errors[0]) : undefined
}

/** A pooler gave us a connection that doesn't know our prepared statement, or knows another one by that name. */
export const isForeignStatement = (error: unknown): boolean => codeOf(error) === '26000' || codeOf(error) === '42P05'

/** An event of this id stands already. */
export const isKnownId = (error: unknown): boolean => codeOf(error) === UNIQUE && shapeOf(error).constraint === 'events_id_key'

/** Stored bytes that should be text are none. */
export const isNotText = (error: unknown): boolean => codeOf(error) === '22021'

/**
 * @returns the SQLSTATE where the server itself refused the statement, and goes on; none for one that takes no writes: after a failover
 * a new connection leads to the one that does
 */
export function sqlStateOf(error: unknown): string | undefined {
  const code = codeOf(error)
  return code !== undefined && /^(?=.*\d)[0-9A-Z]{5}$/.test(code) && !/^(08|57P|25006)/.test(code) ? code : undefined
}
