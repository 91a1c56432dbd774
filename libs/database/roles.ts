import { Client, DatabaseError as ServerRefused, escapeIdentifier, escapeLiteral } from 'pg'

/** The role that owns everything and runs migrations. */
export const OWNER_ROLE = 'teduh_owner'
/** The role that the product runs as: it owns nothing. */
export const APP_ROLE = 'teduh_app'

export interface RolePasswords {
  readonly owner: string
  readonly app: string
}

/** Where a cluster listens and how its superuser enters. */
export interface ClusterAccess {
  readonly port: number
  readonly superuserPassword: string
}

/** @returns a connection string for a loopback server; passwords must need no escaping (`randomPassword`) */
export const loopbackUrl = (port: number, user: string, password: string, database: string): string =>
  `postgres://${user}:${password}@127.0.0.1:${port}/${database}`

/** Runs `work` on one connection and closes it, whatever happens. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** @returns true where a server talks there, be it to refuse; not where it is going down or coming up (57P) */
export async function answers(url: string): Promise<boolean> {
  try {
    await withClient(url, (client) => client.query('SELECT 1'))
    return true
  } catch (error) {
    return error instanceof ServerRefused && error.code?.startsWith('57P') !== true
  }
}

/**
 * Makes the two roles, or gives them these passwords where they exist. Neither is a superuser, neither may make roles or databases.
 * @param superuserUrl any database of the cluster
 */
export async function provisionRoles(superuserUrl: string, passwords: RolePasswords): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    await client.query('BEGIN')
    for (const [role, password] of [
      [OWNER_ROLE, passwords.owner],
      [APP_ROLE, passwords.app],
    ] as const) {
      const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role])
      const verb = rowCount === 0 ? 'CREATE' : 'ALTER'
      const rights = 'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS'
      await client.query(`${verb} ROLE ${escapeIdentifier(role)} ${rights} PASSWORD ${escapeLiteral(password)}`)
    }
    await client.query('COMMIT')
  })
}

/**
 * Makes a database owned by the owner role; nobody but the two roles may connect. Does nothing where it exists.
 * @param superuserUrl any database of the cluster
 */
export async function provisionDatabase(superuserUrl: string, name: string): Promise<void> {
  const database = escapeIdentifier(name)
  await withClient(superuserUrl, async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${database} OWNER ${OWNER_ROLE}`)
    await client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`)
    await client.query(`GRANT CONNECT ON DATABASE ${database} TO ${APP_ROLE}`)
  })
}

/** Drops a database, ending whatever is connected to it. */
export async function dropDatabase(superuserUrl: string, name: string): Promise<void> {
  await withClient(superuserUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`))
}
