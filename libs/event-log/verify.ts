import { type Position, type Uuid } from '#kernel'
import { hashOf, isStoredEnvelope, type StoredEnvelope } from './codec'
import { fromPosition, toPosition } from './position'
import type { StoredEvent, StoredLog } from './stored'

/** What can be wrong with one stored event, each by itself. */
export type FaultKind =
  | 'position' // not the one after its predecessor's: something was removed
  | 'revision' // not the one after its predecessor's in the stream
  | 'hash' // not that of the stored bytes: something was changed
  | 'chain' // does not name the hash of the event before it in its stream
  | 'columns' // a column says something else than the envelope
  | 'envelope' // not an envelope
  | 'data' // not a JSON object

export interface LogFault {
  readonly kind: FaultKind
  readonly position: Position
  readonly stream: string
  readonly revision: bigint
  readonly id: Uuid
}

export interface Verification {
  readonly events: number
  /** The first thousand, in log order */
  readonly faults: readonly LogFault[]
  readonly faultCount: number
}

const MOST_FAULTS = 1_000

/** The walk over the whole log that `verifyLog` makes, event by event. */
export class StreamCheck {
  readonly #streams = new Map<string, { revision: bigint; hash: string }>()
  readonly #faults: LogFault[] = []
  #events = 0
  #faultCount = 0
  #counted = 0n

  /** @param dense as the log says of itself */
  constructor(private readonly dense: boolean) {}

  /** Takes the next event of the log. */
  take(event: StoredEvent): void {
    const before = this.#streams.get(event.stream)
    const misplaced = this.dense && event.position !== toPosition(++this.#counted)
    const kinds = [...(misplaced ? (['position'] as const) : []), ...faultsOf(event, before)]
    for (const kind of kinds) {
      if (this.#faultCount++ < MOST_FAULTS)
        this.#faults.push({ kind, position: event.position, stream: event.stream, revision: event.revision, id: event.id })
    }
    if (this.dense) this.#counted = fromPosition(event.position)
    this.#streams.set(event.stream, { revision: event.revision, hash: event.hash.toString('hex') })
    this.#events++
  }

  result(): Verification {
    return { events: this.#events, faults: this.#faults, faultCount: this.#faultCount }
  }
}

/**
 * Walks every stored event, recomputes hashes and chains and compares what is stored twice. It finds what was changed, added or
 * removed by hand, save events cut off at the very end of the log and a whole stream rewritten with its chain; `verifySealedLog`
 * finds those.
 * @param onProgress called after each page with the events seen so far
 * @throws LogUnavailable
 */
export async function verifyLog(log: StoredLog, onProgress?: (events: number) => void): Promise<Verification> {
  const check = new StreamCheck(log.dense)
  for await (const page of log.readStored()) {
    for (const event of page) check.take(event)
    onProgress?.(check.result().events)
  }
  return check.result()
}

function faultsOf(event: StoredEvent, before: { revision: bigint; hash: string } | undefined): FaultKind[] {
  const kinds: FaultKind[] = []
  if (event.revision !== (before === undefined ? 0n : before.revision + 1n)) kinds.push('revision')
  if (!hashOf(event.envelope, event.data).equals(event.hash)) kinds.push('hash')
  const envelope = parsed(event.envelope)
  if (!isStoredEnvelope(envelope)) kinds.push('envelope')
  else {
    if (envelope.previousHash !== (before?.hash ?? '')) kinds.push('chain')
    if (!agrees(event, envelope)) kinds.push('columns')
  }
  const data = parsed(event.data)
  if (typeof data !== 'object' || data === null || Array.isArray(data)) kinds.push('data')
  return kinds
}

const agrees = (event: StoredEvent, envelope: StoredEnvelope): boolean =>
  envelope.id === event.id &&
  envelope.type === event.type &&
  envelope.version === event.version &&
  envelope.stream === event.stream &&
  envelope.revision === event.revision.toString()

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
