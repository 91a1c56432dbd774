import { EventStoreEventLog, PostgresEventLog, type EventLog, type RestorableLog, type StoredLog } from '#event-log'
import { WorkspaceError } from './errors'
import { upcastEvent } from './event-families'
import type { LogKind } from './log-kind'

/** The log, whichever holds the events. */
export type WorkspaceLog = EventLog & StoredLog & RestorableLog & { end(): Promise<void> }

/** Where events may be kept. */
export interface LogPlaces {
  /** Connection string of the application's role */
  readonly databaseUrl: string
  /** `esdb://…`; null: the events are in PostgreSQL */
  readonly eventStoreUrl: string | null
}

export const logKindOf = ({ eventStoreUrl }: Pick<LogPlaces, 'eventStoreUrl'>): LogKind => (eventStoreUrl === null ? 'postgres' : 'eventstore')

/** Opens the log that these places name; nothing is asked of it yet. It must be ended. @throws WorkspaceError `workspace.event-store-url` */
export function openLog({ databaseUrl, eventStoreUrl }: LogPlaces): WorkspaceLog {
  if (eventStoreUrl === null) return new PostgresEventLog({ url: databaseUrl, upcast: upcastEvent })
  try {
    return new EventStoreEventLog({ url: eventStoreUrl, upcast: upcastEvent })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new WorkspaceError(
      'workspace.event-store-url',
      'EVENTSTORE_URL bukan alamat EventStoreDB yang dapat dipakai, misalnya esdb://nama:sandi@server:2113?tlsCAFile=/berkas. (EVENTSTORE_URL is no usable address of an EventStoreDB.)',
    )
  }
}
