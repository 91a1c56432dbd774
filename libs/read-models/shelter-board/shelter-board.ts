import { STREAM_CLOSED } from '#event-log'
import { noShelter, occupancy, shelterAggregate, type Client, type ShelterEvent, type ShelterState } from '#shelters'
import { replay, type Instant, type Recorded, type Uuid } from '#kernel'
import { rowsFrom, type Queryable } from '../database'
import { UndigestedEvent } from '../errors'
import type { ReadModel } from '../read-model'
import { defineTable } from '../table'

const STREAMS = `${shelterAggregate.prefix}-`

/** A shelter with its free places. Its address is in its stream alone, sealed. */
export interface ShelterRow {
  readonly shelterId: Uuid
  readonly unit: string
  name: string
  accepts: readonly Client[]
  beds: number
  /** reserved ones count like those slept in */
  occupied: number
  extraOccupied: number
  extraPlaces: number
  closed: boolean
  /** The shelter as its own decisions see it */
  state: ShelterState
}

const shelters = defineTable<ShelterRow>({
  name: 'shelter_board',
  comment: 'Shelters with their free places, a row a shelter.',
  columns: {
    shelterId: 'uuid',
    unit: 'text',
    name: 'text',
    accepts: 'text[]',
    beds: 'integer',
    occupied: 'integer',
    extraOccupied: 'integer',
    extraPlaces: 'integer',
    closed: 'boolean',
    state: 'json',
  },
  key: ['shelterId'],
  group: 'shelterId',
  indexes: ['(unit, name)'],
})

export const shelterBoard: ReadModel = {
  name: 'shelter-board',
  version: 1,
  streamPrefix: STREAMS,
  tables: [shelters],
  async fold(entries, transaction) {
    const rows = await transaction.rows(
      shelters,
      entries.map(({ event }) => idOf(event)),
    )
    for (const { event } of entries) {
      if (event.type === STREAM_CLOSED) continue
      if (!isShelterEvent(event)) throw new UndigestedEvent(event.type, event.version)
      const before = rows.of(idOf(event))[0]
      const state = replay({ initial: before?.state ?? noShelter, evolve: shelterAggregate.evolve }, [event])
      const named = event.type === 'ShelterOpened' ? { unit: event.data.unit, name: event.data.name } : before
      if (state.kind !== 'none' && named) rows.put(rowOf(idOf(event), named, state))
    }
  },
}

const idOf = (event: Recorded): Uuid => event.stream.slice(STREAMS.length)

function isShelterEvent(event: Recorded): event is Recorded<ShelterEvent> {
  return event.version <= (shelterAggregate.versions[event.type] ?? 0)
}

function rowOf(
  shelterId: Uuid,
  { unit, name }: { readonly unit: string; readonly name: string },
  state: Exclude<ShelterState, { kind: 'none' }>,
): ShelterRow {
  return {
    shelterId,
    unit,
    name,
    accepts: state.accepts,
    beds: state.beds,
    extraPlaces: state.extraPlaces,
    closed: state.kind === 'closed',
    occupied: occupancy(state).beds,
    extraOccupied: occupancy(state).extra,
    state,
  }
}

export type ShelterBoardItem = Omit<ShelterRow, 'state'>

/** @returns the unit's shelters by name */
export async function listShelters(database: Queryable, unit: string): Promise<readonly ShelterBoardItem[]> {
  return rowsFrom<ShelterBoardItem>(
    database,
    `select shelter_id as "shelterId", unit, name, accepts, beds, occupied, extra_occupied as "extraOccupied", extra_places as "extraPlaces", closed
     from read_models.shelter_board where unit = $1 order by name, shelter_id`,
    [unit],
  )
}

/** @returns reservations of any unit that nobody confirmed and that expired at or before this moment, the oldest first */
export async function expiredReservations(
  database: Queryable,
  now: Instant,
): Promise<readonly { readonly shelterId: Uuid; readonly reservationId: Uuid; readonly expiresAt: Instant }[]> {
  return rowsFrom(
    database,
    `select shelter_id as "shelterId", one.key as "reservationId", one.value ->> 'expiresAt' as "expiresAt"
     from read_models.shelter_board, jsonb_each(state::jsonb -> 'reservations') as one
     where one.value ->> 'status' = 'dipesan' and (one.value ->> 'expiresAt')::timestamptz <= $1
     order by 3, 2`,
    [now],
  )
}
