import type { Position } from '#kernel'
import { LogIncomplete } from '../errors'
import { fromCommitPosition, ORIGIN } from '../position'
import type { Connection } from './connection'
import type { ServerRecord } from './frame'
import type { AllRead } from './read-request'
import { isImpossiblePosition } from './server-faults'

/** Records of the server's own that are left out of a page before its checkpoint moves past them without an event of ours. */
const SYSTEM_RUN = 500
/** How many records one page looks through at most, so that a page stays short work. */
const WINDOW = 20_000

/** Records of one page, and how far it reaches. */
export interface RecordPage {
  readonly records: readonly ServerRecord[]
  readonly checkpoint: Position
  /** True where nothing stood behind it */
  readonly ended: boolean
}

/** The server's own streams and events: metadata, settings, tombstones. */
export const isSystem = ({ stream, type }: ServerRecord): boolean => stream.startsWith('$') || type.startsWith('$')

/** Reads the whole log page by page. */
export class LogPages {
  constructor(private readonly connection: Connection) {}

  /**
   * @param after exclusive
   * @param takes which records count
   * @param asked records to ask the server for at a time; `count` unless most are left out
   * @throws RangeError where `after` is a position of another kind of log; LogIncomplete where nothing stands there; LogUnavailable
   */
  async after(after: Position, count: number, takes: (record: ServerRecord) => boolean, asked = count): Promise<RecordPage> {
    const records: ServerRecord[] = []
    let checkpoint = after
    let cursor = after
    let skipped = 0
    for (let seen = 0; ;) {
      const run = await this.#run(cursor, Math.max(asked, 1))
      for (const record of run.records) {
        cursor = record.position
        if (isSystem(record) && !takes(record)) {
          skipped++
          continue
        }
        checkpoint = cursor
        skipped = 0
        if (takes(record)) records.push(record)
        if (records.length === count) return { records, checkpoint, ended: run.ended && record === run.records.at(-1) }
      }
      seen += run.records.length
      const ended = run.ended || seen >= WINDOW
      if (ended) return { records, checkpoint: skipped >= SYSTEM_RUN ? cursor : checkpoint, ended: run.ended }
    }
  }

  /** @returns the last record that is not the server's own */
  async last(): Promise<ServerRecord | null> {
    let from: AllRead['from'] = 'end'
    for (let count = 1; ; count = 500) {
      const records = await this.connection.readAll({ direction: 'backwards', from, count })
      const found = records.find((record) => !isSystem(record))
      if (found) return found
      const oldest = records.at(-1)
      if (!oldest || records.length < count) return null
      from = fromCommitPosition(oldest.position) ?? 'start'
    }
  }

  /** The server reads from a position on, inclusive. */
  async #run(after: Position, count: number): Promise<{ readonly records: readonly ServerRecord[]; readonly ended: boolean }> {
    const from = fromCommitPosition(after)
    if (!from) {
      const records = await this.connection.readAll({ direction: 'forwards', from: 'start', count })
      return { records, ended: records.length < count }
    }
    try {
      const records = await this.connection.readAll({ direction: 'forwards', from, count: count + 1 })
      const [first] = records
      // a checkpoint is a record's position: behind the end the log was set back, and what is written next would be passed over
      if (!first) throw new LogIncomplete(after)
      return { records: first.position === after ? records.slice(1) : records, ended: records.length <= count }
    } catch (error) {
      throw isImpossiblePosition(error) ? new LogIncomplete(after) : error
    }
  }
}

/** @returns `after` as a position that can be compared; everything comes after the origin */
export const startOf = (after: Position | null): Position => after ?? ORIGIN
