import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { APP_ROLE, dropDatabase, loopbackUrl, OWNER_ROLE, provisionDatabase, SUPERUSER, withClient } from '#database'
import { sharedServer } from './test-run'

/** A fresh, empty database on a real PostgreSQL. */
export interface TestDatabase {
  /** Signs in as `teduh_owner`, who owns the database and runs migrations */
  readonly ownerUrl: string
  /** Signs in as `teduh_app`, who owns nothing */
  readonly appUrl: string
  /** Signs in as the cluster's superuser, in this database: for tampering and for faults */
  readonly superuserUrl: string
  /** Drops the database, ending whatever is connected to it. */
  stop(): Promise<void>
}

/**
 * Gives a database of its own to a suite; the server behind it is shared by the whole run (about a second, once).
 * @param like whose content it has from the beginning, nothing unless told; whoever is connected to that one must be going
 * @throws DatabaseError `database.no-binaries` where there is no embedded PostgreSQL for this platform
 */
export async function startTestDatabase(like?: TestDatabase): Promise<TestDatabase> {
  const { port, superuser, owner, app } = await sharedServer()
  const name = `test_${randomBytes(6).toString('hex')}`
  const maintenance = loopbackUrl(port, SUPERUSER, superuser, 'postgres')
  if (like) await copyDatabase(maintenance, new URL(like.ownerUrl).pathname.slice(1), name)
  await provisionDatabase(maintenance, name)
  return {
    ownerUrl: loopbackUrl(port, OWNER_ROLE, owner, name),
    appUrl: loopbackUrl(port, APP_ROLE, app, name),
    superuserUrl: loopbackUrl(port, SUPERUSER, superuser, name),
    async stop() {
      await left(maintenance, name)
      await dropDatabase(maintenance, name)
    },
  }
}

async function copyDatabase(maintenance: string, original: string, name: string): Promise<void> {
  await left(maintenance, original)
  await withClient(maintenance, (client) => client.query(`CREATE DATABASE ${name} OWNER ${OWNER_ROLE} TEMPLATE ${original}`))
}

/** For how long those who are going are waited for; who stays is ended */
const LEAVING_MS = 5_000

/**
 * Waits until nobody is connected any more. A pool says that it has ended before its connections have: one that the server ends first
 * raises an error that nobody listens for.
 */
async function left(maintenance: string, name: string): Promise<void> {
  await withClient(maintenance, async (client) => {
    const connected = async (): Promise<boolean> =>
      ((await client.query(`SELECT FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'`, [name])).rowCount ?? 0) > 0
    for (const end = performance.now() + LEAVING_MS; (await connected()) && performance.now() < end;) await pause(5)
  })
}
