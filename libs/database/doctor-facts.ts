import { realpathSync, statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Client } from 'pg'
import type { Clock } from '#kernel'
import type { DatabaseFacts, FileFacts, RoleFacts } from './doctor'
import { folderAt } from './embedded/folder'
import { OWNER_ROLE, withClient } from './roles'

/** Looks at the key file and the data directory; changes nothing. */
export function lookAtFiles(keyFile: string, dataDirectory: string): FileFacts {
  const directoryMode = modeOf(dataDirectory)
  const { bavail, bsize } = statfsSync(directoryMode === null ? dirname(dataDirectory) : dataDirectory)
  return {
    keyFile: realOf(keyFile),
    dataDirectory: realOf(dataDirectory),
    keyMode: modeOf(keyFile),
    directoryMode,
    settingsMode: modeOf(folderAt(dataDirectory).settings),
    freeBytes: bavail * bsize,
  }
}

const modeOf = (path: string): number | null => statSync(path, { throwIfNoEntry: false })?.mode ?? null

/** A link to a key inside the data directory is a key inside the data directory. */
const realOf = (path: string): string => (modeOf(path) === null ? path : realpathSync(path))

/**
 * Asks the database, signed in as the product is; changes nothing.
 * @param embedded false for a server of one's own
 */
export function askDatabase(appUrl: string, embedded: boolean, clock: Clock): Promise<DatabaseFacts> {
  return withClient(appUrl, async (client) => {
    const before = Date.parse(clock.now())
    const { rows } = await client.query<{ now: string; version: number; unsafe: string[] }>(
      `SELECT clock_timestamp()::text AS now, current_setting('server_version_num')::int AS version,
              ARRAY(SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting = 'off') AS unsafe`,
    )
    const after = Date.parse(clock.now())
    const { now, version, unsafe } = rows[0] ?? { now: '', version: 0, unsafe: [] }
    const clockSkew = Date.parse(now) - (before + after) / 2
    return { embedded, versionNumber: version, clockSkew, unsafeSettings: unsafe, role: await askRole(client) }
  })
}

async function askRole(client: Client): Promise<RoleFacts> {
  const { rows } = await client.query<RoleFacts>(
    `SELECT session_user <> current_user AS lent,
            r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolbypassrls OR r.rolreplication
              OR EXISTS (SELECT FROM pg_roles o WHERE o.rolname = $1 AND o.oid <> r.oid AND pg_has_role(r.oid, o.oid, 'MEMBER')) AS powerful,
            (SELECT count(*)::int FROM (
               SELECT FROM pg_class WHERE relowner = r.oid UNION ALL SELECT FROM pg_namespace WHERE nspowner = r.oid
               UNION ALL SELECT FROM pg_proc WHERE proowner = r.oid UNION ALL SELECT FROM pg_database WHERE datdba = r.oid) o) AS owns,
            ARRAY(SELECT format('%I.%I %s', n.nspname, c.relname, right_name)
                    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'event_log'
                    CROSS JOIN unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER', 'REFERENCES']) AS right_name
                   WHERE c.relkind IN ('r', 'p') AND has_table_privilege(r.oid, c.oid, right_name)
                   ORDER BY 1) AS "logRights"
       FROM pg_roles r WHERE r.rolname = current_user`,
    [OWNER_ROLE],
  )
  return rows[0] ?? { lent: false, powerful: true, owns: 0, logRights: [] }
}
