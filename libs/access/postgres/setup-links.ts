import { absent, addMilliseconds, type Instant, type Uuid } from '#kernel'
import { digestOf, newSecret } from '../secrets'
import { checkPassword, SETUP_LINK_LIFE } from '../sign-in-rules'
import { setPassword, type SignInPorts } from './sign-in'
import { inTransaction } from './transaction'
import { findUser, type Account } from './users'

/** Goes into a link that is handed over once; the database keeps its digest alone. */
export interface SetupLink {
  readonly token: string
  readonly expiresAt: Instant
}

/** Makes a link with which somebody chooses a password; earlier ones stop working. @throws Refusal `user.unknown` (absent) */
export async function createSetupLink({ pool, clock }: Pick<SignInPorts, 'pool' | 'clock'>, user: Uuid): Promise<SetupLink> {
  const token = newSecret()
  const expiresAt = addMilliseconds(clock.now(), SETUP_LINK_LIFE)
  await inTransaction(pool, async (client) => {
    await findUser(client, user)
    await client.query('delete from access.setup_links where user_id = $1', [user])
    await client.query('insert into access.setup_links (token_digest, user_id, expires_at) values ($1, $2, $3)', [digestOf(token), user, expiresAt])
  })
  return { token, expiresAt }
}

/** @returns whose link it is. @throws Refusal `setup.unknown` (absent) for one that was used, has expired or never was */
export async function findSetupLink({ pool, clock }: Pick<SignInPorts, 'pool' | 'clock'>, token: string): Promise<Account> {
  const { rows } = await pool.query<{ user_id: Uuid }>(
    'select user_id from access.setup_links where token_digest = $1 and used_at is null and expires_at > $2',
    [digestOf(token), clock.now()],
  )
  if (!rows[0]) throw absent('setup.unknown')
  return findUser(pool, rows[0].user_id)
}

/**
 * Gives the account its password and ends all its sessions. A refused password leaves the link as it was.
 * @throws Refusal `setup.unknown` (absent); those of `checkPassword`
 */
export async function useSetupLink(ports: Pick<SignInPorts, 'pool' | 'clock' | 'passwords'>, token: string, password: string): Promise<Account> {
  const account = await findSetupLink(ports, token)
  checkPassword(password, account.username)
  const hash = await ports.passwords.hash(password)
  return inTransaction(ports.pool, async (client) => {
    const now = ports.clock.now()
    const { rowCount } = await client.query(
      'update access.setup_links set used_at = $2 where token_digest = $1 and used_at is null and expires_at > $2',
      [digestOf(token), now],
    )
    if (rowCount === 0) throw absent('setup.unknown')
    await setPassword(client, account.id, hash)
    return findUser(client, account.id)
  })
}
