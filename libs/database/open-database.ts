import { DatabaseError, errorCode } from './errors'
import { openEmbeddedDatabase, type EmbeddedOptions, type OpenDatabase } from './embedded/embedded-database'
import { unreachable } from './migrate'
import { APP_ROLE, withClient } from './roles'

/** Where the data lives, as the configuration of an app has it. */
export interface DatabaseLocation extends EmbeddedOptions {
  /** `.teduh/`, for the embedded server */
  readonly directory: string
  /** DATABASE_URL: a server of one's own, signing in as the role that owns the database. No embedded one is started then. */
  readonly databaseUrl?: string | undefined
  /** DATABASE_APP_URL: the same database as `teduh_app` */
  readonly databaseAppUrl?: string | undefined
}

/**
 * Opens the database that the product and its command line share: the server of DATABASE_URL where it is set, the embedded
 * one otherwise. Schema and data are the caller's next step (`runMigrations`).
 * @throws DatabaseError, every code with its sentence
 */
export async function openDatabase(location: DatabaseLocation): Promise<OpenDatabase> {
  const { directory, databaseUrl, databaseAppUrl } = location
  if (databaseUrl === undefined || databaseUrl === '') return openEmbeddedDatabase(directory, location)
  const appUrl = databaseAppUrl === undefined || databaseAppUrl === '' ? await lentAppRole(databaseUrl) : databaseAppUrl
  return { ownerUrl: databaseUrl, appUrl, origin: 'external', close: () => Promise.resolve() }
}

/**
 * Without a sign-in of its own the app role is taken on inside the owner's: the same rights for every statement, but a hijacked
 * connection could lay it down again. `teduh doctor` says so.
 */
async function lentAppRole(ownerUrl: string): Promise<string> {
  try {
    await withClient(ownerUrl, async (client) => {
      const { rows } = await client.query<{ exists: boolean; member: boolean }>(
        `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS exists,
                EXISTS (SELECT FROM pg_roles WHERE rolname = $1 AND pg_has_role(current_user, oid, 'SET')) AS member`,
        [APP_ROLE],
      )
      if (rows[0]?.exists !== true) await client.query(`CREATE ROLE ${APP_ROLE} NOLOGIN`)
      if (rows[0]?.member !== true) await client.query(`GRANT ${APP_ROLE} TO CURRENT_USER`)
    })
  } catch (cause) {
    if (errorCode(cause) === '42501') throw new DatabaseError('database.app-url-missing', {}, { cause })
    throw unreachable(ownerUrl, cause)
  }
  const url = new URL(ownerUrl)
  url.searchParams.set('options', `-c role=${APP_ROLE}`)
  return url.href
}
