import { absent, invalid, TIME_ZONES, type Instant, type Uuid } from '#kernel'
import type { Unit } from '../principal'
import type { Db } from './transaction'

/** Opens a unit, or changes what it is called: its id stays. @throws Refusal invalid `unit.name`, `unit.zone`, `unit.regency` */
export async function saveUnit(db: Db, unit: Unit, now: Instant): Promise<void> {
  if (unit.name.trim() === '') throw invalid('name', 'unit.name')
  if (unit.regency.trim() === '') throw invalid('regency', 'unit.regency')
  if (!(TIME_ZONES as readonly string[]).includes(unit.zone)) throw invalid('zone', 'unit.zone')
  await db.query(
    `insert into access.units (id, name, zone, regency, created_at) values ($1, $2, $3, $4, $5)
     on conflict (id) do update set name = excluded.name, zone = excluded.zone, regency = excluded.regency`,
    [unit.id, unit.name.trim(), unit.zone, unit.regency.trim(), now],
  )
}

/** @returns all units by name */
export async function listUnits(db: Db): Promise<readonly Unit[]> {
  const { rows } = await db.query<Unit>('select id, name, zone, regency from access.units order by name, id')
  return rows
}

/** @throws Refusal `unit.unknown` (absent) */
export async function findUnit(db: Db, id: Uuid): Promise<Unit> {
  const { rows } = await db.query<Unit>('select id, name, zone, regency from access.units where id = $1', [id])
  if (!rows[0]) throw absent('unit.unknown')
  return rows[0]
}
