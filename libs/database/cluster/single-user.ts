import { spawnAs, findServerUser } from './server-user'
import { findBinaries } from './binaries'
import { SUPERUSER } from './init'
import { DatabaseError } from '../errors'

/**
 * Gives the superuser a new password while no server runs: whoever may write the data directory may do that.
 * @param password without quotes (`randomPassword`)
 * @throws DatabaseError `database.start-failed`
 */
export async function setPasswordOffline(directory: string, password: string): Promise<void> {
  const args = ['--single', '-D', directory, '-c', 'log_min_error_statement=panic', 'postgres']
  const child = spawnAs(findServerUser(directory), findBinaries().postgres, args, [directory], { stdio: ['pipe', 'ignore', 'ignore'] })
  child.stdin?.end(`ALTER ROLE ${SUPERUSER} PASSWORD '${password}'\n`)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new DatabaseError('database.start-failed', { log: directory })
}
