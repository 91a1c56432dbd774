import type { Pool } from 'pg'
import type { Instant, Uuid } from '#kernel'
import { MasterKeyMismatch } from '../errors'
import type { MasterKey } from '../master-key'

/** The known value's own key id; no owner's key can have it. */
const KNOWN_VALUE: Uuid = '00000000-0000-0000-0000-000000000000'
const KNOWN_TEXT = Buffer.from('teduh master key check v1')

/**
 * Compares the master key with the one this database was begun with, and notes it where the database is new.
 * A database that has keys but lost its check is compared with one of those keys.
 * @throws MasterKeyMismatch
 */
export async function checkMasterKey(pool: Pool, master: MasterKey): Promise<void> {
  const noted = await readCheck(pool)
  if (noted !== null) {
    refuseUnless(opensKnownValue(master, noted))
    return
  }
  const { rows } = await pool.query<{ key_id: Uuid; wrapped: Buffer }>('select key_id, wrapped from privacy.keys where wrapped is not null limit 1')
  const sample = rows[0]
  refuseUnless(sample === undefined || master.unwrap(sample.key_id, sample.wrapped) !== null)
  await pool.query('insert into privacy.master_key_check (sealed) values ($1) on conflict do nothing', [master.wrap(KNOWN_VALUE, KNOWN_TEXT)])
  const winner = await readCheck(pool)
  refuseUnless(winner !== null && master.unwrap(KNOWN_VALUE, winner) !== null)
}

/** @param sealed the known value as a database, or a backup of its keys, holds it. @returns true where it was sealed with this master key */
export const opensKnownValue = (master: MasterKey, sealed: Buffer): boolean => master.unwrap(KNOWN_VALUE, sealed)?.equals(KNOWN_TEXT) === true

/** @returns true once somebody typed the check word back: until then no complaint is accepted. */
export async function isRecoveryConfirmed(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ confirmed: boolean }>('select recovery_confirmed_at is not null as confirmed from privacy.master_key_check')
  return rows[0]?.confirmed ?? false
}

/** Notes that the recovery sheet is kept. @returns false where the typed word is not the key's check word */
export async function confirmRecovery(pool: Pool, master: MasterKey, typed: string, at: Instant): Promise<boolean> {
  if (!master.isCheckWord(typed)) return false
  await checkMasterKey(pool, master)
  await pool.query('update privacy.master_key_check set recovery_confirmed_at = coalesce(recovery_confirmed_at, $1)', [at])
  return true
}

async function readCheck(pool: Pool): Promise<Buffer | null> {
  const { rows } = await pool.query<{ sealed: Buffer }>('select sealed from privacy.master_key_check')
  return rows[0]?.sealed ?? null
}

function refuseUnless(matches: boolean): void {
  if (!matches) throw new MasterKeyMismatch()
}
