import { randomBytes } from 'node:crypto'
import type { AppendContext, EventToAppend } from '#event-log'
import { randomUuid } from '#kernel'

/** Bytes of one event's data, and of all that the log keeps of it */
const [DATA_BYTES, STORED_BYTES] = [600, 1_080]
/** Of every event of this bench */
export const TYPE = 'ServiceGiven'

const DATA = {
  note: randomBytes(DATA_BYTES)
    .toString('hex')
    .slice(0, DATA_BYTES - '{"note":""}'.length),
}

/** What one command brings */
export const contextOf = (commandId: string): AppendContext => ({
  recordedAt: '2026-11-20T03:42:00.000Z',
  actor: { kind: 'user', id: commandId, role: 'case-manager' },
  unit: 'unit',
  commandId,
  correlationId: commandId,
  causationId: null,
})

/** Whoever appends brings the ids, to either of the two. */
export const ourEvent = (): EventToAppend => ({ id: randomUuid(), type: TYPE, version: 1, data: DATA })

/** As many bytes as the log keeps of one event, handed in as they are. */
export const bareEvent = () => ({
  id: randomUuid(),
  type: TYPE,
  contentType: 'application/octet-stream' as const,
  data: new Uint8Array(STORED_BYTES).fill(120),
  metadata: undefined,
})
