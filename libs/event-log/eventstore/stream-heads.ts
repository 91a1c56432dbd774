import type { Uuid } from '#kernel'

/** What is known of a stream: all of it up to its revision. Events don't change, so it stays true however far the stream goes on. */
export interface KnownStream {
  /** Of its last event; -1 where there is no stream */
  readonly revision: bigint
  /** Hex, of its last event; empty where there is no stream */
  readonly hash: string
  readonly closed: boolean
  /** Of all its events, and perhaps of later ones */
  readonly ids: Set<Uuid>
}

/** @returns what is known of a stream that is not there */
export const missing = (): KnownStream => ({ revision: -1n, hash: '', closed: false, ids: new Set() })

/** Most ids that are kept in all, about a hundred bytes each. */
const MOST_IDS = 200_000

/**
 * Remembers where streams stand, so that an append needs no look first. What it remembers may be old: the server refuses an append
 * that follows from it. The streams that were used last are kept.
 */
export class StreamHeads {
  readonly #streams = new Map<string, { readonly known: KnownStream; readonly weight: number }>()
  #weight = 0

  get(stream: string): KnownStream | undefined {
    const entry = this.#streams.get(stream)
    if (entry) {
      this.#streams.delete(stream)
      this.#streams.set(stream, entry)
    }
    return entry?.known
  }

  /** Keeps the newer of what was known and what is. */
  learn(stream: string, known: KnownStream): void {
    const before = this.#streams.get(stream)
    if (before && before.known.revision > known.revision) return
    this.forget(stream)
    const weight = known.ids.size + 1
    this.#streams.set(stream, { known, weight })
    this.#weight += weight
    if (this.#weight <= MOST_IDS) return
    for (const oldest of this.#streams.keys()) {
      if (this.#weight <= MOST_IDS) break
      this.forget(oldest)
    }
  }

  forget(stream: string): void {
    const entry = this.#streams.get(stream)
    if (!entry) return
    this.#streams.delete(stream)
    this.#weight -= entry.weight
  }
}
