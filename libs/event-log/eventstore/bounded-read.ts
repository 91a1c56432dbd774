import type { ResolvedEvent } from '@eventstore/db-client'
import { toCommitPosition } from '../position'
import type { Watchdog } from '../watchdog'
import type { ServerRecord } from './frame'
import { NoAnswer } from './server-faults'

/** What both reads of the client have. */
export interface Reading {
  on(event: 'data', listener: (event: ResolvedEvent) => void): unknown
  on(event: 'end', listener: () => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  cancel(): Promise<void>
}

/**
 * Takes all records of one bounded read. Time is up when nothing has come for as long as the limit.
 * @param discarded true where the read's client was given up: what is cancelled with it ends as if nothing more stood there
 * @throws NoAnswer, the client's errors
 */
export function collected(reading: Reading, watchdog: Watchdog, discarded: () => boolean): Promise<readonly ServerRecord[]> {
  return new Promise((resolve, reject) => {
    const records: ServerRecord[] = []
    let seen = 0
    const look = () => {
      if (records.length > seen) {
        seen = records.length
        watched = watchdog.watch(look)
      } else {
        reading.cancel().catch(() => undefined)
        reject(new NoAnswer())
      }
    }
    let watched = watchdog.watch(look)
    reading.on('data', (event) => {
      const record = recordOf(event)
      if (record) records.push(record)
    })
    reading.on('end', () => {
      watched.done()
      if (discarded()) reject(new NoAnswer())
      else resolve(records)
    })
    reading.on('error', (error) => {
      watched.done()
      reject(error)
    })
  })
}

function recordOf({ event }: ResolvedEvent): ServerRecord | null {
  if (!event?.position) return null
  const { streamId: stream, revision, id, type, position, data } = event
  const bytes = data instanceof Uint8Array ? data : Buffer.from(JSON.stringify(data))
  return { stream, revision, id, type, position: toCommitPosition(position), data: bytes }
}
