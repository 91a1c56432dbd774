import type { Pool } from 'pg'
import { inTransaction } from '#database'
import type { Instant } from '#kernel'
import { logKindMigration, type LogKind } from './log-kind'
import { restorationMigration } from './restoration'

/** demo: invented data, marked on every page. real: a unit's own data. */
export type WorkspaceMode = 'demo' | 'real'

export const workspaceMigrations = [
  {
    name: 'workspace-0001-installation',
    sql: `
      CREATE SCHEMA workspace;
      GRANT USAGE ON SCHEMA workspace TO teduh_app;
      CREATE TABLE workspace.installation (
        singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
        mode text NOT NULL CHECK (mode IN ('demo', 'real')),
        installed_at timestamptz NOT NULL,
        filled_at timestamptz
      );
      GRANT SELECT, INSERT ON workspace.installation TO teduh_app;
      GRANT UPDATE (filled_at) ON workspace.installation TO teduh_app;
    `,
  },
  logKindMigration,
  restorationMigration,
] as const

/** Held by whoever begins something in an empty database, an installation or a restore: one of them sees the other. */
export const BEGINNING = 7_483_002

export interface Installation {
  readonly mode: WorkspaceMode
  /** Which log holds the events; `adoptLog` changes it */
  readonly logKind: LogKind
  /** When the first start was */
  readonly installedAt: Instant
  /** true once the demo data stands whole */
  readonly filled: boolean
}

/** @returns what the first start decided, or notes it now, unless a restore was begun. Only `adoptLog` changes it afterwards. */
export async function installationOf(pool: Pool, mode: WorkspaceMode, logKind: LogKind, at: Instant): Promise<Installation> {
  await inTransaction(
    pool,
    (client) =>
      client.query(
        `INSERT INTO workspace.installation (mode, log_kind, installed_at)
         SELECT $1, $2, $3 WHERE NOT EXISTS (SELECT FROM workspace.restoration) ON CONFLICT DO NOTHING`,
        [mode, logKind, at],
      ),
    `BEGIN; SELECT pg_advisory_xact_lock(${BEGINNING})`,
  )
  return (await knownInstallation(pool)) ?? { mode, logKind, installedAt: at, filled: false }
}

/** @returns the installation, or null before the first start */
export async function knownInstallation(pool: Pool): Promise<Installation | null> {
  const { rows } = await pool.query<{ mode: WorkspaceMode; logKind: LogKind; at: Date; filled: boolean }>(
    'SELECT mode, log_kind AS "logKind", installed_at AS at, filled_at IS NOT NULL AS filled FROM workspace.installation',
  )
  const [row] = rows
  return row ? { mode: row.mode, logKind: row.logKind, installedAt: row.at.toISOString(), filled: row.filled } : null
}

export async function noteFilled(pool: Pool, at: Instant): Promise<void> {
  await pool.query('UPDATE workspace.installation SET filled_at = $1 WHERE filled_at IS NULL', [at])
}
