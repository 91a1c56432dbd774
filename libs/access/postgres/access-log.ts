import type { Pool } from 'pg'
import type { Uuid } from '#kernel'
import { chainFault, requireCodes, type Access, type AccessEntry, type ChainFault } from '../access-log-entry'

interface Row {
  readonly entry: string
  readonly at: Date
  readonly user_id: Uuid | null
  readonly action: string
  readonly resource: string | null
  readonly outcome: Access['outcome']
  readonly reason: string | null
  readonly previous_hash: Buffer
  readonly hash: Buffer
}

export interface AccessLogCheck {
  readonly entries: bigint
  /** Hash of the last entry in hex; kept elsewhere, it shows whether the end was cut off */
  readonly head: string | null
  readonly broken: { readonly entry: bigint; readonly fault: ChainFault } | null
}

const PAGE = 1_000

/**
 * Adds an entry to the chain and commits it. Call it before showing what it is about.
 * @returns its number
 * @throws TypeError where a field is neither a code nor an id
 */
export async function recordAccess(pool: Pool, access: Access): Promise<bigint> {
  requireCodes(access)
  const { at, user, action, resource, outcome, reason } = access
  const { rows } = await pool.query<{ entry: string }>('select access.append_access($1, $2, $3, $4, $5, $6) as entry', [
    new Date(at).toISOString(),
    user,
    action,
    resource,
    outcome,
    reason,
  ])
  return BigInt(rows[0]?.entry ?? 0)
}

/** Reads the whole chain and stops at the first entry that was changed, removed or added by hand. */
export async function verifyAccessLog(pool: Pool): Promise<AccessLogCheck> {
  let before: AccessEntry | null = null
  for await (const found of entries(pool)) {
    const fault = chainFault(before, found)
    if (fault) return { entries: before?.entry ?? 0n, head: before?.hash.toString('hex') ?? null, broken: { entry: found.entry, fault } }
    before = found
  }
  return { entries: before?.entry ?? 0n, head: before?.hash.toString('hex') ?? null, broken: null }
}

/** @returns what was noted about one resource, newest first */
export async function accessesOf(pool: Pool, resource: string, limit = 200): Promise<readonly AccessEntry[]> {
  const { rows } = await pool.query<Row>('select * from access.access_log where resource = $1 order by entry desc limit $2', [resource, limit])
  return rows.map(toEntry)
}

async function* entries(pool: Pool): AsyncGenerator<AccessEntry> {
  for (let after = '0', more = true; more;) {
    const { rows } = await pool.query<Row>('select * from access.access_log where entry > $1 order by entry limit $2', [after, PAGE])
    for (const row of rows) yield toEntry(row)
    after = rows.at(-1)?.entry ?? after
    more = rows.length === PAGE
  }
}

function toEntry({ entry, at, user_id: user, previous_hash: previousHash, ...rest }: Row): AccessEntry {
  return { ...rest, entry: BigInt(entry), at: at.toISOString(), user, previousHash }
}
