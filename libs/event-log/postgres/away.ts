import { LogUnavailable } from '../errors'
import { codeOf, translated } from './database-errors'

/** What PostgreSQL says, without a SQLSTATE of its own for it, where a file may not grow any further. */
const CANNOT_GROW = /^could not (extend|write|create) (to )?file/

/**
 * @returns true where a failure of PostgreSQL, whoever asked it, passes by itself or when an administrator makes room: it can't be
 * reached, restarts, has no space left. The same command may simply be given again.
 */
export function isDatabaseAway(error: unknown): boolean {
  const code = codeOf(error)
  if (code === '23505') return false
  if (code === 'XX000') return typeof error === 'object' && error !== null && 'message' in error && CANNOT_GROW.test(String(error.message))
  return translated(error) instanceof LogUnavailable
}
