import type { Instant } from '#kernel'
import { rowsFrom, type Queryable } from '#read-models'
import { serviceMap, SERVICE_MAP_VERSION, type ServiceCode } from '../service-map'

/** Persons and services of one year of services; the year is that of the service's date, not of the complaint. */
export interface PersonsPerCode {
  readonly id: 'orang-per-kode-subkegiatan'
  readonly version: 1
  readonly serviceMapVersion: number
  readonly year: number
  /** Distinct victims, and services, by the whole code */
  readonly codes: readonly { readonly code: string; readonly persons: number; readonly services: number }[]
  readonly services: number
  /** Services that belong to no sub-activity */
  readonly withoutCode: number
}

const QUERY = `
  with given as (
    select v.victim_id, m.code
    from read_models.victim_versions v
    cross join lateral jsonb_array_elements(v.services) as s
    left join lateral (
      select m.code from json_to_recordset($4::json) as m(service text, beneficiary text, code text, payer text)
      where m.service = s ->> 0
        and m.beneficiary = case when v.age_class = 'anak' then 'anak' when v.age_class = 'dewasa' and v.sex = 'P' then 'perempuan' end
        and (m.payer is null or m.payer = s ->> 2)
      limit 1
    ) as m on true
    where v.counted and v.valid_from <= $2 and (v.valid_to is null or v.valid_to > $2) and ($3::text is null or v.unit = $3)
      and left(s ->> 1, 4) = $1
  )
  select code, count(distinct victim_id) as persons, count(*) as services from given group by code order by code`

/**
 * @param map another version of the service map than the present one
 * @returns 45 children with 7 services each as 45 persons and 315 services
 */
export async function personsPerCode(
  database: Queryable,
  query: { readonly year: number; readonly asOf: Instant; readonly unit?: string },
  map: { readonly version: number; readonly codes: readonly ServiceCode[] } = { version: SERVICE_MAP_VERSION, codes: serviceMap },
): Promise<PersonsPerCode> {
  const rows = await rowsFrom<{ code: string | null; persons: number; services: number }>(database, QUERY, [
    String(query.year),
    query.asOf,
    query.unit ?? null,
    JSON.stringify(map.codes),
  ])
  return {
    id: 'orang-per-kode-subkegiatan',
    version: 1,
    serviceMapVersion: map.version,
    year: query.year,
    codes: rows.flatMap(({ code, persons, services }) => (code === null ? [] : [{ code, persons, services }])),
    services: rows.reduce((sum, { services }) => sum + services, 0),
    withoutCode: rows.find(({ code }) => code === null)?.services ?? 0,
  }
}
