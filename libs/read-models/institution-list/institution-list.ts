import { STREAM_CLOSED } from '#event-log'
import { institutionAggregate, type InstitutionEvent, type InstitutionKind, type OfficeContact } from '#institutions'
import type { LocalDate, Recorded, Uuid } from '#kernel'
import { rowsFrom, type Queryable } from '../database'
import { UndigestedEvent } from '../errors'
import type { ReadModel } from '../read-model'
import { defineTable } from '../table'

const STREAMS = `${institutionAggregate.prefix}-`

/** A partner that referrals go to. */
export interface InstitutionRow {
  readonly institutionId: Uuid
  readonly unit: string
  name: string
  kind: InstitutionKind
  services: readonly string[]
  contact: OfficeContact
  channel: string
  openAllHours: boolean
  urgentHours: number | null
  retiredOn: LocalDate | null
}

const institutions = defineTable<InstitutionRow>({
  name: 'institution_list',
  comment: 'Partners of each unit, a row an institution.',
  columns: {
    institutionId: 'uuid',
    unit: 'text',
    name: 'text',
    kind: 'text',
    services: 'text[]',
    contact: 'json',
    channel: 'text',
    openAllHours: 'boolean',
    urgentHours: 'integer',
    retiredOn: 'date',
  },
  key: ['institutionId'],
  group: 'institutionId',
  indexes: ['(unit, name)'],
})

export const institutionList: ReadModel = {
  name: 'institution-list',
  version: 1,
  streamPrefix: STREAMS,
  tables: [institutions],
  async fold(entries, transaction) {
    const rows = await transaction.rows(
      institutions,
      entries.map(({ event }) => idOf(event)),
    )
    for (const { event } of entries) {
      if (event.type === STREAM_CLOSED) continue
      if (!isInstitutionEvent(event)) throw new UndigestedEvent(event.type, event.version)
      const row = evolve(rows.of(idOf(event))[0] ?? null, idOf(event), event)
      if (row) rows.put(row)
    }
  },
}

const idOf = (event: Recorded): Uuid => event.stream.slice(STREAMS.length)

function isInstitutionEvent(event: Recorded): event is Recorded<InstitutionEvent> {
  return event.version <= (institutionAggregate.versions[event.type] ?? 0)
}

function evolve(row: InstitutionRow | null, institutionId: Uuid, event: InstitutionEvent): InstitutionRow | null {
  if (event.type === 'InstitutionRegistered') {
    const { unit, name, kind, services, contact, channel, openAllHours, urgentHours } = event.data
    return { institutionId, unit, name, kind, services, contact, channel, openAllHours, urgentHours, retiredOn: null }
  }
  if (row === null) return null
  switch (event.type) {
    case 'InstitutionRenamed':
      return { ...row, name: event.data.name }
    case 'InstitutionProfileChanged':
      return { ...row, ...event.data }
    case 'InstitutionRetired':
      return { ...row, retiredOn: event.data.retiredOn }
  }
}

/** @returns the unit's partners by name, those that retired included: old referrals name them */
export async function listInstitutions(database: Queryable, unit: string): Promise<readonly InstitutionRow[]> {
  return rowsFrom<InstitutionRow>(
    database,
    `select institution_id as "institutionId", unit, name, kind, services, contact, channel, open_all_hours as "openAllHours",
       urgent_hours as "urgentHours", retired_on as "retiredOn"
     from read_models.institution_list where unit = $1 order by name, institution_id`,
    [unit],
  )
}
