import { StreamNotFound, type EventLog } from '#event-log'
import { importStream, registerImport, type ImportEvent, type ImportState } from '#imports'
import { replay, type Recorded, type Uuid } from '#kernel'

/** @returns how far an import has come; `none` where nothing of it stands in the log. */
export async function importState(log: EventLog, importId: Uuid): Promise<ImportState> {
  const events: Recorded<ImportEvent>[] = []
  try {
    for await (const page of log.readStream(importStream(importId))) for (const event of page) events.push(event as Recorded<ImportEvent>)
  } catch (error) {
    if (!(error instanceof StreamNotFound)) throw error
  }
  return replay(registerImport, events)
}
