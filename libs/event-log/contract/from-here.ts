import type { Position } from '#kernel'
import type { EventLog } from '../port'
import type { RestorableLog, StoredLog } from '../stored'

type WholeLog = EventLog & StoredLog & RestorableLog

/** @returns the log as if it began behind `start`: a server that others have written to looks empty */
export function fromHere(log: WholeLog, start: Position | null): WholeLog {
  return {
    dense: log.dense,
    append: (...args) => log.append(...args),
    close: (...args) => log.close(...args),
    readStream: (...args) => log.readStream(...args),
    readAll: (after, options) => log.readAll(after ?? start, options),
    subscribe: (after, signal, options) => log.subscribe(after ?? start, signal, options),
    head: () => log.head(),
    readStored: (after) => log.readStored(after ?? start),
    restore: (events) => log.restore(events),
  }
}
