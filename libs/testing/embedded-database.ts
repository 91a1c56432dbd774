import { randomBytes } from 'node:crypto'
import { APP_ROLE, dropDatabase, loopbackUrl, OWNER_ROLE, provisionDatabase, SUPERUSER } from '#database'
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
 * @throws DatabaseError `database.no-binaries` where there is no embedded PostgreSQL for this platform
 */
export async function startTestDatabase(): Promise<TestDatabase> {
  const { port, superuser, owner, app } = await sharedServer()
  const name = `test_${randomBytes(6).toString('hex')}`
  const maintenance = loopbackUrl(port, SUPERUSER, superuser, 'postgres')
  await provisionDatabase(maintenance, name)
  return {
    ownerUrl: loopbackUrl(port, OWNER_ROLE, owner, name),
    appUrl: loopbackUrl(port, APP_ROLE, app, name),
    superuserUrl: loopbackUrl(port, SUPERUSER, superuser, name),
    stop: () => dropDatabase(maintenance, name),
  }
}
