import { randomUuid } from '#kernel'
import { listCases } from '#read-models'
import type { BenchRow } from './bench-row'
import { openPool } from './pool'
import { throughput } from './throughput'

const VICTIMS = 100_000
const UNIT = randomUuid()
const OFFICER = randomUuid()

const FILL = `
  insert into read_models.case_list (case_id, number, external_number, unit, assigned_to, walled_off, phase, urgency, victims, forms, flags, channel,
    received_at, received_on, accepted_on, closed_on, reopened_on, open_referrals, last_activity_at, search_terms, parts)
  select gen_random_uuid(), 'REG/' || 2021 + n % 5 || '/' || n, null, '${UNIT}', case when n % 3 = 0 then '${OFFICER}'::uuid end, '{}',
    case when n % 4 = 0 then 'layanan' else 'ditutup' end, 'sedang',
    jsonb_build_array(jsonb_build_object('victimId', gen_random_uuid(), 'ordinal', 1, 'sex', 'P', 'years', 12, 'ageBand', '6-12', 'ageClass', 'anak', 'kecamatan', 'Lima Puluh')),
    '{psikis}', '{}', 'telepon', null, make_date(2021 + n % 5, 1 + n % 12, 1 + n % 28), null, null, null, 0, now(), array[n::text, 'reg/' || n], '{}'
  from generate_series(1, ${VICTIMS}) n`

/**
 * The first page of the case list (filters as an officer uses them) at 100 000 victims, against the same page by primary key.
 * @param databaseUrl a database with the read models' schema, as a role that may fill it
 */
export async function benchCaseList(databaseUrl: string): Promise<BenchRow[]> {
  const pool = openPool(databaseUrl, 2)
  try {
    await pool.query(FILL)
    await pool.query('vacuum analyze read_models.case_list')
    const scope = { userId: OFFICER, unit: UNIT, assignedOnly: true }
    const bare = (): Promise<unknown> => pool.query({ name: 'bench_page', text: 'select * from read_models.case_list order by case_id limit 51' })
    const pages = [
      { name: 'all', filter: {} },
      { name: 'in service', filter: { phases: ['layanan'] } },
      { name: 'by number', filter: { search: '99001' } },
    ] as const
    const rows: BenchRow[] = []
    for (const { name, filter } of pages) {
      const floor = await throughput(1, 700, bare)
      const ours = await throughput(1, 700, () => listCases(pool, scope, filter))
      const ratio = Number((floor.p50 / ours.p50).toFixed(2))
      rows.push({
        name: `case list, ${name}, at ${VICTIMS} victims against a page by key`,
        floor: floor.p50,
        ours: ours.p50,
        ratio,
        unit: 'ms',
        p50: ours.p50,
        p99: ours.p99,
      })
    }
    return rows
  } finally {
    await pool.query('delete from read_models.case_list where unit = $1', [UNIT])
    await pool.end()
  }
}
