import { createHash } from 'node:crypto'
import type { Client } from 'pg'
import { DatabaseError, errorCode } from './errors'
import { withClient } from './roles'

/** One step forward of the schema. A released one never changes. */
export interface Migration {
  /** Unique over all lists, `event-log-0001-tables` */
  readonly name: string
  readonly sql: string
  /** Released ones that this one makes superfluous: they are never applied again, and where they once were, their text is nobody's concern */
  readonly replaces?: readonly string[]
}

interface Applied {
  readonly name: string
  readonly sha256: string
}

// Any number will do as long as it stays: it keeps two starting processes from migrating at once.
const LOCK = 7_233_845_218
const LEDGER = `CREATE TABLE IF NOT EXISTS public.teduh_migrations (
  position integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE,
  sha256 text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now()
)`

/** @returns what the ledger keeps to notice a changed migration, as lower-case hex */
export const fingerprint = (migration: Migration): string => createHash('sha256').update(migration.sql, 'utf8').digest('hex')

/**
 * Brings a database to the schema of this program: applies what is missing, in the order given, each migration in a
 * transaction of its own together with its line in `public.teduh_migrations`. Several processes may call it at once.
 * @param ownerUrl connection string of the role that owns the database
 * @param lists one list a library, in the order in which the libraries stand on each other
 * @returns the names applied by this call
 * @throws DatabaseError `database.newer-schema` (the ledger names one that is not in the lists),
 * `database.changed-migration`, `database.duplicate-migration`, `database.migration-failed`, `database.unreachable`
 */
export async function runMigrations(ownerUrl: string, lists: readonly (readonly Migration[])[]): Promise<readonly string[]> {
  const wanted = lists.flat()
  const twice = wanted.find((migration, index) => wanted.findIndex((other) => other.name === migration.name) !== index)
  if (twice !== undefined) throw new DatabaseError('database.duplicate-migration', { name: twice.name })
  return reached(ownerUrl, () =>
    withClient(ownerUrl, async (client) => {
      const applied: string[] = []
      let missing = pending(wanted, await readLedger(client))
      while (missing[0] !== undefined) {
        const name = missing[0].name
        if (await applyNext(client, wanted, missing[0])) applied.push(name)
        missing = pending(wanted, await readLedger(client))
      }
      return applied
    }),
  )
}

/** @returns the ledger's lines in the order applied; none where the database was never migrated */
async function readLedger(client: Client): Promise<readonly Applied[]> {
  const { rows } = await client.query<{ present: boolean }>(`SELECT to_regclass('public.teduh_migrations') IS NOT NULL AS present`)
  if (rows[0]?.present !== true) return []
  return (await client.query<Applied>('SELECT name, sha256 FROM public.teduh_migrations ORDER BY position')).rows
}

function pending(wanted: readonly Migration[], ledger: readonly Applied[]): readonly Migration[] {
  const known = new Map(wanted.map((migration) => [migration.name, migration]))
  const replaced = new Set(wanted.flatMap(({ replaces }) => replaces ?? []))
  for (const { name, sha256 } of ledger) {
    if (replaced.has(name)) continue
    const migration = known.get(name)
    if (migration === undefined) throw new DatabaseError('database.newer-schema', { name })
    if (fingerprint(migration) !== sha256) throw new DatabaseError('database.changed-migration', { name })
  }
  const applied = new Set(ledger.map((line) => line.name))
  return wanted.filter((migration) => !applied.has(migration.name))
}

/** @returns false where another process applied it while this one waited for the lock */
async function applyNext(client: Client, wanted: readonly Migration[], migration: Migration): Promise<boolean> {
  await client.query('BEGIN')
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK])
    await client.query(LEDGER)
    if (pending(wanted, await readLedger(client))[0]?.name !== migration.name) {
      await client.query('ROLLBACK')
      return false
    }
    await client.query(migration.sql)
    await client.query('INSERT INTO public.teduh_migrations (name, sha256) VALUES ($1, $2)', [migration.name, fingerprint(migration)])
    await client.query('COMMIT')
    return true
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => undefined)
    if (cause instanceof DatabaseError) throw cause
    throw new DatabaseError('database.migration-failed', { name: migration.name, sqlstate: errorCode(cause) }, { cause })
  }
}

async function reached<T>(url: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof DatabaseError) throw cause
    throw unreachable(url, cause)
  }
}

/** @returns the refusal for a connection string that leads nowhere: its host and port are told, never its password */
export function unreachable(url: string, cause: unknown): DatabaseError {
  if (!URL.canParse(url)) return new DatabaseError('database.url-malformed', {}, { cause })
  return new DatabaseError('database.unreachable', { host: new URL(url).host, reason: errorCode(cause) }, { cause })
}
