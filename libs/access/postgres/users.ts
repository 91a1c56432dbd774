import type { Pool } from 'pg'
import { absent, broken, invalid, type Instant, type Uuid } from '#kernel'
import type { Principal } from '../principal'
import { needsUnit, type Role } from '../roles'
import { checkUsername, normalUsername } from '../sign-in-rules'
import { principalColumns, toPrincipal, type PrincipalRow } from './principal-row'
import { inTransaction, type Db } from './transaction'

/** What an administrator states of an account. */
export interface AccountInput {
  readonly displayName: string
  readonly roles: readonly Role[]
  readonly unitId: Uuid | null
}

export interface Account extends Principal {
  readonly active: boolean
  /** false until the setup link was used */
  readonly hasPassword: boolean
}

interface AccountRow extends PrincipalRow {
  readonly active: boolean
  readonly has_password: boolean
}

const ACCOUNT = `select ${principalColumns}, u.active, u.password_hash is not null as has_password
  from access.users u left join access.units n on n.id = u.unit_id`

const LONGEST_NAME = 200

/** Changes of who is an administrator happen one after the other: two of them never take the last one away together. */
const ADMINISTRATORS = 7_483_003

/**
 * Makes an account without a password: a setup link gives it one. The same again answers the account as it stands.
 * @throws Refusal `log.idempotency-mismatch` (rule) where this id was made with something else; invalid `username.form`, `username.taken`, `user.name`, `user.roles`, `user.unit-missing`, `user.unit-unknown`
 */
export async function createUser(pool: Pool, user: AccountInput & { readonly id: Uuid; readonly username: string }, now: Instant): Promise<Account> {
  const username = normalUsername(user.username)
  checkUsername(username)
  await checkAccount(pool, user)
  const { rowCount } = await pool.query(
    `insert into access.users (id, username, display_name, roles, unit_id, created_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [user.id, username, user.displayName.trim(), user.roles, user.unitId, now],
  )
  const { rows } = await pool.query<AccountRow>(`${ACCOUNT} where u.id = $1`, [user.id])
  if (!rows[0]) throw invalid('username', 'username.taken')
  const account = toAccount(rows[0])
  // whoever corrected the form before sending it again must not be told that the correction stands
  if (rowCount === 0 && !isOf(account, { ...user, username })) throw broken('log.idempotency-mismatch')
  return account
}

const isOf = ({ username, displayName, roles, unit }: Account, asked: AccountInput & { readonly username: string }): boolean =>
  username === asked.username &&
  displayName === asked.displayName.trim() &&
  (unit?.id ?? null) === asked.unitId &&
  roles.length === asked.roles.length &&
  asked.roles.every((role) => roles.includes(role))

/**
 * Changes an account. Whoever loses a role, a unit or the account is signed out everywhere.
 * @throws Refusal as `createUser`; `user.unknown` (absent); `user.last-administrator` (rule)
 */
export async function updateUser(pool: Pool, id: Uuid, change: AccountInput & { readonly active: boolean }): Promise<Account> {
  await checkAccount(pool, change)
  return inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [ADMINISTRATORS])
    const before = await findUser(client, id)
    await client.query('update access.users set display_name = $2, roles = $3, unit_id = $4, active = $5 where id = $1', [
      id,
      change.displayName.trim(),
      change.roles,
      change.unitId,
      change.active,
    ])
    if (isAdministrator(before) && !(await hasAdministrator(client))) throw broken('user.last-administrator')
    if (losesAccess(before, change)) await client.query('delete from access.sessions where user_id = $1', [id])
    return findUser(client, id)
  })
}

/** @throws Refusal `user.unknown` (absent) */
export async function findUser(db: Db, id: Uuid): Promise<Account> {
  const { rows } = await db.query<AccountRow>(`${ACCOUNT} where u.id = $1`, [id])
  if (!rows[0]) throw absent('user.unknown')
  return toAccount(rows[0])
}

/** @returns null where nobody has this name; capitals don't matter */
export async function findUserByName(db: Db, username: string): Promise<Account | null> {
  const { rows } = await db.query<AccountRow>(`${ACCOUNT} where lower(u.username) = $1`, [normalUsername(username)])
  return rows[0] ? toAccount(rows[0]) : null
}

/** @returns all accounts by name, those of one unit where it is given */
export async function listUsers(db: Db, unitId: Uuid | null = null): Promise<readonly Account[]> {
  const { rows } = await db.query<AccountRow>(`${ACCOUNT} where $1::uuid is null or u.unit_id = $1 order by u.display_name, u.id`, [unitId])
  return rows.map(toAccount)
}

/** @returns the unit's head who has been one longest, or null */
export async function headOfUnit(db: Db, unitId: Uuid): Promise<Account | null> {
  const { rows } = await db.query<AccountRow>(
    `${ACCOUNT} where u.unit_id = $1 and u.active and 'head_of_unit' = any(u.roles) order by u.created_at, u.id limit 1`,
    [unitId],
  )
  return rows[0] ? toAccount(rows[0]) : null
}

async function checkAccount(db: Db, { displayName, roles, unitId }: AccountInput): Promise<void> {
  if (displayName.trim() === '' || displayName.length > LONGEST_NAME || displayName.includes('\u0000')) throw invalid('displayName', 'user.name')
  if (roles.length === 0 || new Set(roles).size !== roles.length) throw invalid('roles', 'user.roles')
  if (unitId === null && needsUnit(roles)) throw invalid('unitId', 'user.unit-missing')
  if (unitId === null) return
  const { rows } = await db.query('select 1 from access.units where id = $1', [unitId])
  if (rows.length === 0) throw invalid('unitId', 'user.unit-unknown')
}

const isAdministrator = (account: Account): boolean => account.active && account.roles.includes('administrator')

async function hasAdministrator(db: Db): Promise<boolean> {
  const { rows } = await db.query(`select 1 from access.users where active and 'administrator' = any(roles) limit 1`)
  return rows.length === 1
}

const losesAccess = (before: Account, after: AccountInput & { readonly active: boolean }): boolean =>
  !after.active || (before.unit !== null && before.unit.id !== after.unitId) || before.roles.some((role) => !after.roles.includes(role))

function toAccount(row: AccountRow): Account {
  return { ...toPrincipal(row), active: row.active, hasPassword: row.has_password }
}
