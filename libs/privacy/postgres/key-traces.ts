import type { Client, Pool, PoolClient } from 'pg'

// PostgreSQL keeps the old version of a row that was changed, and a plain VACUUM moves rows about inside their page without wiping what is
// free: a destroyed key, wrapped, would still stand in the table's file. Only writing the table anew leaves it behind.

/** clean: nothing was destroyed since · swept · held: somebody still sees the old rows · in-use: the table was never free for a moment */
export type Sweep = 'clean' | 'swept' | 'held' | 'in-use'

/** How often a busy table is tried for, and the milliseconds between. */
const TRIES = 40
const BETWEEN = 25

/** Notes, in the transaction that destroys keys, that their old rows stay behind. */
export async function noteKeyTraces(client: PoolClient): Promise<void> {
  await client.query('update privacy.key_traces set destroyed = destroyed + 1')
}

/** @returns the bytes of the table that has to be written anew, or null where no destroyed key is left in its file */
export async function keyTraces(db: Pool): Promise<{ readonly bytes: number } | null> {
  const { rows } = await db.query<{ bytes: number }>(
    `select pg_table_size('privacy.keys')::float8 as bytes from privacy.key_traces where swept < destroyed`,
  )
  return rows[0] ?? null
}

/**
 * Writes the table of keys anew without what was destroyed. It is closed to everybody meanwhile (9 s at 10⁶ keys, 60 ms at 10⁴), but nobody
 * queues for that: where it is in use it is left for another time.
 * @param owner one connection of the role that owns the table, outside of a transaction
 */
export async function sweepKeyTraces(owner: Client): Promise<Sweep> {
  const before = await readTraces(owner)
  if (!before.traces) return 'clean'
  if (before.held) return 'held'
  if (!(await rewrite(owner))) return 'in-use'
  await owner.query('update privacy.key_traces set swept = greatest(swept, $1::bigint)', [before.destroyed])
  return 'swept'
}

/**
 * The line of the last destruction bears that transaction's id: rows that ended there are kept by PostgreSQL as long as a snapshot of this
 * database or a replica's may show them, and any older transaction of the server that writes makes such snapshots.
 */
async function readTraces(owner: Client): Promise<{ readonly destroyed: string; readonly traces: boolean; readonly held: boolean }> {
  const { rows } = await owner.query<{ destroyed: string; traces: boolean; held: boolean }>(
    `select t.destroyed, t.swept < t.destroyed as traces, exists (
       select from (
         select age(backend_xid) as age from pg_stat_activity
         union all select age(backend_xmin) from pg_stat_activity where datname is null or datname = current_database()
         union all select age(transaction) from pg_prepared_xacts
         union all select age(xmin) from pg_replication_slots
       ) as watching where watching.age >= age(t.xmin)
     ) as held
     from privacy.key_traces t`,
  )
  return rows[0] ?? { destroyed: '0', traces: false, held: false }
}

/** @returns false where PostgreSQL passed the table over, which it says by a warning */
async function rewrite(owner: Client): Promise<boolean> {
  const warnings: string[] = []
  const listen = ({ code }: { readonly code: string | undefined }): void => void warnings.push(code ?? '')
  owner.on('notice', listen)
  try {
    for (let tried = 0; tried < TRIES; tried++) {
      if (tried > 0) await new Promise((resolve) => setTimeout(resolve, BETWEEN))
      warnings.length = 0
      await owner.query('vacuum (full, skip_locked) privacy.keys')
      if (!warnings.some((code) => code !== '00000')) return true
    }
    return false
  } finally {
    owner.off('notice', listen)
  }
}
