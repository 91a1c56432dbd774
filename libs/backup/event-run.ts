import { CHAIN_START, hashOf, isStoredEnvelope, nextLink, type StoredEvent } from '#event-log'
import type { Uuid } from '#kernel'
import { parsed } from './format'

/** Why an event can't follow those before it. */
export type RunFault = 'hash' | 'envelope' | 'columns' | 'data' | 'revision' | 'chain'

/** How far a run has come; two logs with the same summary hold the same events in the same order. */
export interface RunSummary {
  readonly events: number
  readonly lastEvent: Uuid | null
  /** Link of the whole-log chain, in hex */
  readonly chain: string
}

/** A log taken event by event from its start: every hash, every stream's chain and the chain of the whole. */
export class EventRun {
  readonly #streams = new Map<string, { readonly revision: bigint; readonly hash: string }>()
  #link: Buffer = CHAIN_START
  #events = 0
  #last: Uuid | null = null

  /** @returns what is wrong with the event, or null where it was taken */
  take(event: StoredEvent): RunFault | null {
    const fault = this.#faultOf(event)
    if (fault !== null) return fault
    this.#streams.set(event.stream, { revision: event.revision, hash: event.hash.toString('hex') })
    this.#link = nextLink(this.#link, event)
    this.#events++
    this.#last = event.id
    return null
  }

  get summary(): RunSummary {
    return { events: this.#events, lastEvent: this.#last, chain: this.#link.toString('hex') }
  }

  #faultOf(event: StoredEvent): RunFault | null {
    if (!hashOf(event.envelope, event.data).equals(event.hash)) return 'hash'
    const envelope = parsed(event.envelope.toString())
    if (!isStoredEnvelope(envelope)) return 'envelope'
    const { stream, revision, id, type, version } = event
    const agrees = envelope.stream === stream && envelope.revision === revision.toString() && envelope.id === id
    if (!agrees || envelope.type !== type || envelope.version !== version) return 'columns'
    if (parsed(event.data.toString()) === null) return 'data'
    const before = this.#streams.get(stream)
    if (revision !== (before === undefined ? 0n : before.revision + 1n)) return 'revision'
    return envelope.previousHash === (before?.hash ?? '') ? null : 'chain'
  }
}
