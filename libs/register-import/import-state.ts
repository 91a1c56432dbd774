import { knownEvents } from '#command-handler'
import { StreamNotFound, type EventLog } from '#event-log'
import { registerImport, type ImportEvent, type ImportState } from '#imports'
import { replay, type Recorded, type Uuid } from '#kernel'

/** @returns how far an import has come; `none` where nothing of it stands in the log. */
export async function importState(log: EventLog, importId: Uuid): Promise<ImportState> {
  const events: Recorded<ImportEvent>[] = []
  try {
    for await (const event of knownEvents<ImportEvent>(log, registerImport, importId)) events.push(event)
  } catch (error) {
    if (!(error instanceof StreamNotFound)) throw error
  }
  return replay(registerImport, events)
}
