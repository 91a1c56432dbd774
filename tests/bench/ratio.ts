import { randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import { PostgresEventLog, type EventToAppend } from '#event-log'
import { ratioReport } from '#indicators'
import { addDays, deriveId, eventId, FixedClock, randomUuid } from '#kernel'
import { createSealer, MasterKey, postgresKeys, memoryLedger } from '#privacy'
import { createRegisterRows } from '#read-models'
import { checkRegister, COLUMNS, importRegister, registerLists } from '#register-import'
import type { BenchRow } from './bench-row'
import { openPool } from './pool'

const AS_OF = '2026-01-02T02:00:00.000Z'
const UNIT = randomUuid()
const VICTIMS = 100_000
const ROWS = 10_000

/**
 * The annual ratios over 100 000 victims of five years against a bare count with the same predicate; the import of 10 000 rows
 * against appending as many cases of the same size without reading, deciding or sealing anything.
 * @param databaseUrl a database with the product's schemas, as a role that may write all of them; its read models are filled
 */
export async function benchRatio(databaseUrl: string): Promise<BenchRow[]> {
  const pool = openPool(databaseUrl, 16)
  try {
    return [...(await ratios(pool)), ...(await imports(pool, databaseUrl))]
  } finally {
    await pool.end()
  }
}

/** A fifth of the victims have an older version beside the present one. */
const FILL = `
  insert into read_models.victim_versions (victim_id, valid_from, valid_to, case_id, event_id, position, unit, year, received_on, sex,
    age_class, age_band, kecamatan, forms, flags, counted, handled, services, ended_on, end_reason)
  select gen_random_uuid(), timestamptz '2025-01-01' + n * interval '1 second', null, gen_random_uuid(), gen_random_uuid(), lpad(n::text, 20, '0'),
    '${UNIT}', 2021 + n % 5, make_date(2021 + n % 5, 1 + n % 12, 1 + n % 28), case when n % 4 = 0 then 'L' else 'P' end,
    case when n % 11 = 0 then 'dewasa' when n % 97 = 0 then 'batas_umur' else 'anak' end, '6-12', 'Lima Puluh', '{psikis}',
    case when n % 3 = 0 then '{kdrt}'::text[] else '{}' end, true, n % 2 = 0, '[["pengaduan", "2024-01-01", null]]', null, null
  from generate_series(1, ${VICTIMS}) n;
  insert into read_models.victim_versions
  select victim_id, valid_from - interval '1 day', valid_from, case_id, event_id, position, unit, year, received_on, 'tidak_diketahui',
    age_class, age_band, kecamatan, forms, flags, counted, handled, services, ended_on, end_reason
  from read_models.victim_versions where substr(position, 20, 1) in ('0', '5');
  insert into read_models.population_versions (cell, valid_from, valid_to, event_id, position, region, year, sex, age_band, count, source, document_number, reference_date, status)
  select concat_ws(' ', 'kabupaten', y, s, a), '2025-01-01', null, gen_random_uuid(), '1', 'kabupaten', y, s, a, 70000 + y, 'bench', null, null, 'tetap'
  from generate_series(2020, 2025) y, unnest(array['P', 'L']) s, unnest(array['0-17', '18+']) a;`

async function ratios(pool: Pool): Promise<BenchRow[]> {
  await pool.query(FILL)
  await pool.query('vacuum analyze read_models.victim_versions')
  const bare = (): Promise<unknown> =>
    pool.query({
      name: 'bench_bare_count',
      text: `select count(*) from read_models.victim_versions
        where counted and year = any($1::integer[]) and valid_from <= $2 and (valid_to is null or valid_to > $2)`,
      values: [[2023, 2024], AS_OF],
    })
  const ours = async (): Promise<void> => {
    const { reconciliation } = await ratioReport(pool, { year: 2024, asOf: AS_OF })
    if (reconciliation.victims !== VICTIMS / 5 || !reconciliation.balanced) throw new Error('the ratios do not add up')
  }
  await times(20, bare)
  await times(20, ours)
  const floor: number[] = []
  const measured: number[] = []
  for (let round = 0; round < 5; round++) {
    floor.push(...(await times(20, bare)))
    measured.push(...(await times(20, ours)))
  }
  const [p50, p99, floor50] = [quantile(measured, 0.5), quantile(measured, 0.99), quantile(floor, 0.5)]
  return [
    {
      name: `annual ratios over ${VICTIMS} victims against a bare count`,
      floor: floor50,
      ours: p50,
      ratio: round2(floor50 / p50),
      unit: 'ms',
      p50,
      p99,
    },
  ]
}

async function imports(pool: Pool, databaseUrl: string): Promise<BenchRow[]> {
  const log = new PostgresEventLog({ url: databaseUrl, connections: 16 })
  const clock = new FixedClock(AS_OF)
  const master = MasterKey.random()
  const ports = {
    log,
    sealer: createSealer(postgresKeys(pool, master, clock, memoryLedger())),
    clock,
    rows: createRegisterRows(pool),
    digestKey: master.derive('bench'),
  }
  const actor = { kind: 'user', id: randomUuid(), role: 'head_of_unit' } as const
  try {
    const text = register()
    const begun = performance.now()
    const checked = checkRegister(text, { today: AS_OF.slice(0, 10), zone: 'Asia/Jakarta', lists: registerLists })
    const { added } = await importRegister(ports, checked, { importId: randomUuid(), actor, unit: UNIT, zone: 'Asia/Jakarta' })
    if (added.victims !== ROWS) throw new Error(`only ${added.victims} of ${ROWS} rows were imported`)
    const ours = ROWS / ((performance.now() - begun) / 1_000)
    const floor = await bareCases(log)
    return [
      {
        name: `import of ${ROWS} rows against appending as many cases`,
        floor: Math.round(floor),
        ours: Math.round(ours),
        ratio: round2(ours / floor),
        unit: 'rows/s',
      },
    ]
  } finally {
    await log.end()
  }
}

/** Nine events of 600 B a case, sixteen appends at a time. @returns cases a second */
async function bareCases(log: PostgresEventLog): Promise<number> {
  const note = randomBytes(290).toString('hex')
  let next = 0
  const writer = async (): Promise<void> => {
    for (; next < ROWS; next++) {
      const commandId = randomUuid()
      const events = Array.from({ length: 9 }, (_, at): EventToAppend => ({
        id: eventId(commandId, at),
        type: 'ServiceRecorded',
        version: 1,
        data: { note },
      }))
      const context = {
        recordedAt: AS_OF,
        actor: { kind: 'system', name: 'bench' } as const,
        unit: UNIT,
        commandId,
        correlationId: commandId,
        causationId: null,
      }
      await log.append(`bench-${deriveId(commandId, 'case')}`, 'no-stream', events, context)
    }
  }
  const begun = performance.now()
  await Promise.all(Array.from({ length: 16 }, writer))
  return ROWS / ((performance.now() - begun) / 1_000)
}

/** Invented rows like those of an office: two to three services, three of four ended. */
function register(): string {
  const rows = Array.from({ length: ROWS }, (_, n) => {
    const on = addDays('2021-01-05', n % 1_700)
    const ended = n % 4 === 0 ? ['proses', ''] : ['selesai', addDays(on, 40)]
    const services = `pengaduan@${on};konseling@${addDays(on, 5)};pendampingan@${addDays(on, 9)}`
    const victim = [`Korban Sintetis ${n}`, '', n % 4 === 0 ? 'L' : 'P', '', String(3 + (n % 30)), 'Lima Puluh', 'Desa 01']
    return [`B/${n}`, on, 'langsung', ...victim, addDays(on, -3), 'fisik;psikis', 'tidak', 'sekolah', 'teman', 'L', '20', services, ...ended].join(
      ',',
    )
  })
  return [COLUMNS.join(','), ...rows].join('\n')
}

async function times(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const found: number[] = []
  for (let turn = 0; turn < count; turn++) {
    const begun = performance.now()
    await work()
    found.push(performance.now() - begun)
  }
  return found
}

const round2 = (value: number): number => Number(value.toFixed(2))

function quantile(values: readonly number[], at: number): number {
  const ordered = [...values].sort((a, b) => a - b)
  return round2(ordered[Math.min(ordered.length - 1, Math.floor(ordered.length * at))] ?? 0)
}
