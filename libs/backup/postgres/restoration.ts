import type { Pool, PoolClient } from 'pg'
import type { Instant } from '#kernel'

/** How far a restore has come: the log is being written; or log and settings stand and the keys are missing. */
export type RestorePhase = 'log' | 'keys'

export interface Restoration {
  /** Sum of the file that is being restored */
  readonly sha256: string
  readonly phase: RestorePhase
}

/** @returns the restore that was begun here and not finished */
export async function restorationUnderWay(db: Pool | PoolClient): Promise<Restoration | null> {
  const { rows } = await db.query<Restoration>('select sha256, phase from workspace.restoration')
  return rows[0] ?? null
}

/** While the note stands, the product refuses to start. */
export async function noteRestoration(client: PoolClient, sha256: string, at: Instant): Promise<void> {
  await client.query(`insert into workspace.restoration (sha256, phase, started_at) values ($1, 'log', $2)`, [sha256, at])
}

export async function awaitKeys(client: PoolClient): Promise<void> {
  await client.query(`update workspace.restoration set phase = 'keys'`)
}

export async function endRestoration(pool: Pool): Promise<void> {
  await pool.query('delete from workspace.restoration')
}
