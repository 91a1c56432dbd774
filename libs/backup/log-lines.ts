import { readAhead, type EventLog, type StoredLog } from '#event-log'
import { BackupRefused } from './errors'
import { eventLine } from './event-line'
import { EventRun } from './event-run'

/** What a copy is taken from. */
export type SourceLog = StoredLog & Pick<EventLog, 'head'>

/**
 * @param head position of the last event that belongs to the copy; null: none does
 * @param run takes every event; what doesn't hold is never copied, because it could never be restored
 * @yields the line of each event in log order
 * @throws BackupRefused `backup.log-damaged`; LogUnavailable
 */
export async function* logLines(log: SourceLog, head: string | null, run: EventRun): AsyncGenerator<string> {
  if (head === null) return
  for await (const page of readAhead(log.readStored())) {
    for (const event of page) {
      if (event.position > head) return
      const fault = run.take(event)
      const line = fault === null ? eventLine(event) : null
      if (line === null) throw new BackupRefused('backup.log-damaged', { event: event.id, fault: fault ?? 'bytes' })
      yield line
    }
  }
}
