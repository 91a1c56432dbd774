import { randomBytes } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import { Refusal, type Clock, type Instant, type Uuid } from '#kernel'
import { KEY_BYTES } from '../crypto'
import type { Erasure, ErasureAct, ErasureLedger } from '../erasure-ledger'
import { concernedBy, mergeRequests, type KeyRequest, type Keys, type OwnerKey } from '../keys'
import type { MasterKey } from '../master-key'
import { noteKeyTraces } from './key-traces'

/** Makers of keys share this lock, a destroyer takes it alone: no record key appears about somebody who is being erased. */
const DESTROYING = 7_483_001

interface Row {
  readonly owner_id: Uuid
  readonly key_id: Uuid
  readonly about: readonly Uuid[]
  readonly wrapped: Buffer | null
}

type Rows = ReadonlyMap<Uuid, Row>

/**
 * Keys in the schema `privacy`, reached as the product's own role.
 * @param ledger where each destruction is noted before it is done; the lock of destroyers holds its other writers off
 */
export function postgresKeys(pool: Pool, master: MasterKey, clock: Clock, ledger: ErasureLedger): Keys {
  return {
    find: async (owners) => opened(await select(pool, [...owners]), master),
    obtain: async (requests) => {
      const merged = mergeRequests(requests)
      if (merged.length === 0) return new Map()
      const known = await selectConcerned(pool, merged)
      const rows = merged.every((request) => covers(known, request)) ? known : await insert(pool, master, clock.now(), merged)
      return opened(rows, master)
    },
    destroySubjectKey: (subject, at, act) => destroy(pool, ledger, subject, 'subject', at, act),
    destroyRecordKey: (record, at) => destroy(pool, ledger, record, 'record', at),
    destroyed: () => destroyedSoFar(pool),
  }
}

async function select(db: Pool | PoolClient, owners: readonly Uuid[]): Promise<Rows> {
  if (owners.length === 0) return new Map()
  const { rows } = await db.query<Row>('select owner_id, key_id, about, wrapped from privacy.keys where owner_id = any($1::uuid[])', [owners])
  return new Map(rows.map((row) => [row.owner_id, row]))
}

/** Reads the owners and everybody they are about. @throws Refusal where one of them was erased */
async function selectConcerned(db: Pool | PoolClient, requests: readonly KeyRequest[]): Promise<Rows> {
  const rows = await select(db, [...new Set(requests.flatMap(({ owner }) => concernedBy(owner)))])
  for (const row of rows.values()) {
    if (row.wrapped === null) throw new Refusal('rule', 'privacy.subject-erased', { id: row.owner_id })
  }
  return rows
}

function covers(rows: Rows, { owner }: KeyRequest): boolean {
  const row = rows.get(owner.id)
  return row !== undefined && (owner.kind === 'subject' || owner.about.every((person) => row.about.includes(person)))
}

/** The new keys are committed when this returns, whatever happens to the append they were made for; a refusal takes all of them back. */
function insert(pool: Pool, master: MasterKey, at: Instant, requests: readonly KeyRequest[]): Promise<Rows> {
  const rows = requests.map(({ owner, keyId }) => ({
    owner_id: owner.id,
    owner_kind: owner.kind,
    key_id: keyId,
    about: owner.kind === 'record' ? owner.about : [],
    wrapped: master.wrap(keyId, randomBytes(KEY_BYTES)).toString('base64'),
  }))
  return inTransaction(pool, 'pg_advisory_xact_lock_shared', async (client) => {
    await client.query(
      `insert into privacy.keys as k (owner_id, owner_kind, key_id, about, wrapped, created_at)
       select r.owner_id, r.owner_kind, r.key_id, r.about, decode(r.wrapped, 'base64'), $2
       from json_to_recordset($1::json) as r(owner_id uuid, owner_kind text, key_id uuid, about uuid[], wrapped text)
       order by r.owner_id
       on conflict (owner_id) do update
         set about = (select array_agg(distinct person) from unnest(k.about || excluded.about) as person)
         where not k.about @> excluded.about`,
      [JSON.stringify(rows), at],
    )
    return selectConcerned(client, requests)
  })
}

/** A tombstone stands where no key was made yet, so that none can be made later. */
function destroy(
  pool: Pool,
  ledger: ErasureLedger,
  owner: Uuid,
  kind: 'subject' | 'record',
  at: Instant,
  act?: ErasureAct,
): Promise<readonly Uuid[]> {
  return inTransaction(pool, 'pg_advisory_xact_lock', async (client) => {
    const { rows } = await client.query<{ owner: Uuid; key: Uuid }>(
      `select owner_id as owner, key_id as key from privacy.keys
       where destroyed_at is null and (owner_id = $1 or ($2 = 'subject' and owner_kind = 'record' and about @> array[$1::uuid])) order by owner_id`,
      [owner, kind],
    )
    ledger.note({ kind, owner, at, keys: rows, ...(act ? { act } : {}) })
    await client.query(
      `insert into privacy.keys (owner_id, owner_kind, key_id, wrapped, created_at, destroyed_at)
       values ($1, $2, $1, null, $3, $3) on conflict (owner_id) do nothing`,
      [owner, kind, at],
    )
    const owners = rows.map((row) => row.owner)
    await client.query('update privacy.keys set wrapped = null, destroyed_at = $2 where owner_id = any($1::uuid[])', [owners, at])
    if (rows.length > 0) await noteKeyTraces(client)
    return rows.map((row) => row.key)
  })
}

async function destroyedSoFar(pool: Pool): Promise<readonly Erasure[]> {
  const { rows } = await pool.query<{ kind: 'subject' | 'record'; owner: Uuid; key: Uuid; at: Date }>(
    `select owner_kind as kind, owner_id as owner, key_id as key, destroyed_at as at from privacy.keys where destroyed_at is not null order by destroyed_at, owner_id`,
  )
  return rows.map(({ kind, owner, key, at }) => ({ kind, owner, at: at.toISOString(), keys: key === owner ? [] : [{ owner, key }] }))
}

async function inTransaction<T>(
  pool: Pool,
  lock: 'pg_advisory_xact_lock' | 'pg_advisory_xact_lock_shared',
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query(`begin; select ${lock}(${DESTROYING})`)
    const result = await work(client)
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      (broken: unknown) => client.release(broken instanceof Error ? broken : true),
    )
    throw error
  }
}

function opened(rows: Rows, master: MasterKey): ReadonlyMap<Uuid, OwnerKey> {
  return new Map([...rows].map(([id, row]) => [id, ownerKey(master, row)]))
}

function ownerKey(master: MasterKey, { key_id: keyId, wrapped }: Row): OwnerKey {
  return wrapped === null ? { state: 'destroyed', keyId } : { state: 'live', keyId, unwrap: () => master.unwrap(keyId, wrapped) }
}
