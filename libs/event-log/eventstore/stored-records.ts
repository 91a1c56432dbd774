import type { StoredEvent } from '../stored'
import { identityOf, unframe, type ServerRecord } from './frame'
import { isSystem } from './log-pages'

const EMPTY = Buffer.alloc(0)
const METADATA_OF = '$$'

/** Our events, whatever else stands in our streams (a tombstone), and what takes events of ours out of sight. */
export function isOursOrHides(record: ServerRecord): boolean {
  if (!record.stream.startsWith('$')) return true
  const isOfOurs = record.stream.startsWith(METADATA_OF) && !record.stream.startsWith('$', METADATA_OF.length)
  return isOfOurs && record.type === '$metadata' && hidesEvents(record)
}

/** A record that is no event of ours has neither envelope nor hash: a fault in whichever stream it stands or speaks of. */
export function storedEvent(record: ServerRecord): StoredEvent {
  const { position, revision, type } = record
  const framed = isSystem(record) ? null : unframe(record.data)
  if (!framed) {
    const stream = record.stream.startsWith(METADATA_OF) ? record.stream.slice(METADATA_OF.length) : record.stream
    return { position, stream, revision, type, id: '', version: 0, envelope: EMPTY, data: Buffer.from(record.data), hash: EMPTY }
  }
  const { id, version } = identityOf(record) ?? { id: '', version: 0 }
  return { position, stream: record.stream, revision, type, id, version, ...framed }
}

/** True where a stream's metadata takes events out of sight: their deletion, or a limit of number or age. */
function hidesEvents({ data }: ServerRecord): boolean {
  try {
    const metadata: unknown = JSON.parse(Buffer.from(data).toString())
    return typeof metadata === 'object' && metadata !== null && ['$tb', '$maxCount', '$maxAge'].some((key) => key in metadata)
  } catch {
    return true
  }
}
