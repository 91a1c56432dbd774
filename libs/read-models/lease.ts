import type { Uuid } from '#kernel'
import { execute, rowsFrom, type Queryable } from './database'
import { LeaseLost } from './errors'

/** The right to write, with a token that grows with every change of holder. */
export interface Lease {
  readonly name: string
  readonly holder: Uuid
  readonly fence: number
}

/** The database's clock measures leases, so that two machines can't disagree. */
const UNTIL = `clock_timestamp() + $3 * interval '1 millisecond'`

/**
 * A lease that says to end much later than anybody asks for is one of before that clock was set back: its holder, if it lives, has
 * prolonged it since.
 * @returns the lease, or null where somebody else holds it
 */
export async function takeLease(database: Queryable, name: string, holder: Uuid, milliseconds: number): Promise<Lease | null> {
  const [row] = await rowsFrom<{ fence: number }>(
    database,
    `insert into read_models.leases as l (name, holder, fence, held_until) values ($1, $2, 1, ${UNTIL})
     on conflict (name) do update
       set holder = excluded.holder, held_until = ${UNTIL}, fence = l.fence + case when l.holder = excluded.holder then 0 else 1 end
       where l.held_until < clock_timestamp() or l.held_until > ${UNTIL} + interval '1 minute' or l.holder = excluded.holder
     returning fence`,
    [name, holder, milliseconds],
  )
  return row ? { name, holder, fence: row.fence } : null
}

/**
 * Prolongs the lease. Inside a transaction it also holds every other runner off until the commit.
 * @throws LeaseLost where the token is no longer the newest
 */
export async function keepLease(database: Queryable, { name, holder, fence }: Lease, milliseconds: number): Promise<void> {
  const kept = await execute(database, `update read_models.leases set held_until = ${UNTIL} where name = $1 and holder = $2 and fence = $4`, [
    name,
    holder,
    milliseconds,
    fence,
  ])
  if (kept === 0) throw new LeaseLost(name)
}

/**
 * Inside a transaction: holds everybody else off until its end. Unlike prolonging it leaves the lease as it is, so it costs no write.
 * @throws LeaseLost where the token is no longer the newest
 */
export async function holdLease(database: Queryable, { name, holder, fence }: Lease): Promise<void> {
  const held = await execute(database, `select from read_models.leases where name = $1 and holder = $2 and fence = $3 for share`, [
    name,
    holder,
    fence,
  ])
  if (held === 0) throw new LeaseLost(name)
}

/**
 * Holds nobody off: for work that holds otherwise whatever the next holder would begin with.
 * @throws LeaseLost where the token is no longer the newest
 */
export async function checkLease(database: Queryable, { name, holder, fence }: Lease): Promise<void> {
  const held = await execute(database, `select from read_models.leases where name = $1 and holder = $2 and fence = $3`, [name, holder, fence])
  if (held === 0) throw new LeaseLost(name)
}

/** Gives the lease back at once, so that the next runner need not wait. */
export async function releaseLease(database: Queryable, { name, holder, fence }: Lease): Promise<void> {
  await execute(database, `update read_models.leases set held_until = clock_timestamp() where name = $1 and holder = $2 and fence = $3`, [
    name,
    holder,
    fence,
  ])
}
