import type { Pool } from 'pg'
import { WorkspaceError } from './errors'

/** A note that stands from a restore's first write to its last. */
export const restorationMigration = {
  name: 'workspace-0003-restoration',
  sql: `
    CREATE TABLE workspace.restoration (
      singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
      sha256 text NOT NULL,
      phase text NOT NULL CHECK (phase IN ('log', 'keys')),
      started_at timestamptz NOT NULL
    );
    COMMENT ON TABLE workspace.restoration IS 'A restore that was begun here; while it stands the product refuses to start.';
    GRANT SELECT, INSERT, UPDATE, DELETE ON workspace.restoration TO teduh_app;
  `,
} as const

/** @throws WorkspaceError `workspace.restoring` where a restore was begun and not finished */
export async function refuseUnfinishedRestore(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ phase: 'log' | 'keys' }>('SELECT phase FROM workspace.restoration')
  const [row] = rows
  if (!row) return
  throw new WorkspaceError(
    'workspace.restoring',
    row.phase === 'log'
      ? 'Pemulihan belum selesai. Ulangi perintah teduh restore dengan berkas yang sama. (A restore is not finished; repeat the same teduh restore.)'
      : 'Kunci belum dipulihkan. Jalankan teduh keys restore dengan cadangan kuncinya. (The keys are not restored yet; run teduh keys restore with their backup.)',
  )
}
