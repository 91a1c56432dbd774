import type { Pool } from 'pg'
import type { Instant, LocalDate, Uuid } from '#kernel'
import { execute, rowsFrom, transaction, withConnection } from '../database'

/** What is remembered of one imported victim, so that a later file can be compared with it. */
export interface ImportedRow {
  readonly number: string
  /** Of the victim within the number, from 1 */
  readonly ordinal: number
  readonly caseId: Uuid
  readonly victimId: Uuid
  readonly perpetratorId: Uuid | null
  /** The import that brought it */
  readonly importId: Uuid
  /** Keyed digest by column; a column that was erased is missing */
  readonly digests: Readonly<Record<string, string>>
  readonly services: readonly (readonly [service: string, on: LocalDate])[]
  readonly endedOn: LocalDate | null
}

export interface KnownImport {
  readonly importId: Uuid
  readonly sha256: string
  readonly startedAt: Instant
}

/** Which files were imported, and what their rows said, as far as a later file must be compared with it. */
export interface RegisterRows {
  /** @returns the unit's import that was started and not completed */
  unfinished(unit: string): Promise<KnownImport | null>
  /** @returns the completed import of exactly this file */
  completed(unit: string, sha256: string): Promise<KnownImport | null>
  /** @returns how many imports of the unit were abandoned */
  abandoned(unit: string): Promise<number>
  /** @returns false where another import of the unit is under way */
  start(unit: string, started: KnownImport): Promise<boolean>
  finish(importId: Uuid, at: Instant): Promise<void>
  abandon(importId: Uuid, at: Instant): Promise<void>
  rowsOf(unit: string, numbers: readonly string[]): Promise<readonly ImportedRow[]>
  /** Adds rows or replaces them. */
  save(unit: string, rows: readonly ImportedRow[]): Promise<void>
  /** For erasure: forgets what the rows said of this person, victim or alleged perpetrator; their place stays taken. */
  forget(subjectId: Uuid): Promise<void>
}

const COLUMNS = `number, ordinal, case_id as "caseId", victim_id as "victimId", perpetrator_id as "perpetratorId", import_id as "importId", digests, services, ended_on as "endedOn"`
const KNOWN = `import_id as "importId", sha256, started_at as "startedAt"`
const CHUNK = 2_000

export function createRegisterRows(pool: Pool): RegisterRows {
  const known = async (condition: string, values: readonly unknown[]): Promise<KnownImport | null> => {
    const [found] = await rowsFrom<KnownImport>(
      pool,
      `select ${KNOWN} from register_import.imports where ${condition} order by started_at limit 1`,
      values,
    )
    return found ?? null
  }
  return {
    unfinished: (unit) => known(`unit = $1 and phase = 'started'`, [unit]),
    completed: (unit, sha256) => known(`unit = $1 and sha256 = $2 and phase = 'completed'`, [unit, sha256]),

    async abandoned(unit) {
      const [row] = await rowsFrom<{ count: number }>(
        pool,
        `select count(*) as count from register_import.imports where unit = $1 and phase = 'abandoned'`,
        [unit],
      )
      return row?.count ?? 0
    },

    async start(unit, { importId, sha256, startedAt }) {
      const added = await execute(
        pool,
        `insert into register_import.imports (import_id, unit, sha256, phase, started_at) values ($1, $2, $3, 'started', $4) on conflict do nothing`,
        [importId, unit, sha256, startedAt],
      )
      return added === 1
    },

    async finish(importId, at) {
      await execute(pool, `update register_import.imports set phase = 'completed', ended_at = $2 where import_id = $1`, [importId, at])
    },

    async abandon(importId, at) {
      await withConnection(pool, (client) =>
        transaction(client, async () => {
          await execute(client, 'delete from register_import.rows where import_id = $1', [importId])
          await execute(client, `update register_import.imports set phase = 'abandoned', ended_at = $2 where import_id = $1`, [importId, at])
        }),
      )
    },

    rowsOf: (unit, numbers) =>
      rowsFrom<ImportedRow>(pool, `select ${COLUMNS} from register_import.rows where unit = $1 and number = any($2) order by number, ordinal`, [
        unit,
        numbers,
      ]),

    async save(unit, rows) {
      for (let start = 0; start < rows.length; start += CHUNK) await upsert(pool, unit, rows.slice(start, start + CHUNK))
    },

    async forget(subjectId) {
      await execute(pool, `update register_import.rows set digests = '{}' where victim_id = $1`, [subjectId])
      await execute(
        pool,
        `update register_import.rows set digests = digests - '{hubungan_pelaku,jenis_kelamin_pelaku,umur_pelaku}'::text[] where perpetrator_id = $1`,
        [subjectId],
      )
    },
  }
}

const ROW = `"number" text, "ordinal" integer, "caseId" uuid, "victimId" uuid, "perpetratorId" uuid, "importId" uuid, "digests" jsonb, "services" jsonb, "endedOn" date`

async function upsert(pool: Pool, unit: string, rows: readonly ImportedRow[]): Promise<void> {
  await execute(
    pool,
    `insert into register_import.rows (unit, number, ordinal, case_id, victim_id, perpetrator_id, import_id, digests, services, ended_on)
     select $1, r."number", r."ordinal", r."caseId", r."victimId", r."perpetratorId", r."importId", r."digests", r."services", r."endedOn"
     from json_to_recordset($2::json) as r(${ROW})
     on conflict (unit, number, ordinal) do update
       set digests = excluded.digests, services = excluded.services, ended_on = excluded.ended_on`,
    [unit, JSON.stringify(rows)],
  )
}
