/** Where a stream stood when it was last seen: the revision of its last event and that event's hash, in hex. */
export interface KnownHead {
  readonly revision: bigint
  readonly hash: string
}

/** About 2 MB; far more cases than an office works on in a day. */
const MOST = 10_000

/**
 * What this process knows of stream heads from its own reads and appends, the long unused forgotten. It is a guess: others append too,
 * and a database may be set back under a living process. Whoever uses it has the store check that the event is there and is the last one.
 *
 * Two generations, because a Map gets slow where its oldest entry is looked for again and again: when the young one is full it becomes
 * the old one, and what the old one held and nobody asked for is gone.
 */
export class KnownHeads {
  #young = new Map<string, KnownHead>()
  #old = new Map<string, KnownHead>()

  /** @param most streams remembered at a time */
  constructor(private readonly most = MOST) {}

  /** @returns the head as last seen, where that is the revision asked for */
  at(stream: string, revision: bigint): KnownHead | undefined {
    const head = this.#find(stream)
    return head?.revision === revision ? head : undefined
  }

  /** @returns true where the stream was seen to exist */
  has(stream: string): boolean {
    return this.#find(stream) !== undefined
  }

  /** An event of the stream was seen in the store; a page from its middle says less than what is known. */
  learn(stream: string, revision: bigint, hash: string): void {
    const known = this.#find(stream)
    if (known === undefined || known.revision < revision) this.#keep(stream, { revision, hash })
  }

  /** What was known proved wrong, or is about to. */
  forget(stream: string): void {
    this.#young.delete(stream)
    this.#old.delete(stream)
  }

  #find(stream: string): KnownHead | undefined {
    const young = this.#young.get(stream)
    if (young !== undefined) return young
    const old = this.#old.get(stream)
    if (old !== undefined) this.#keep(stream, old)
    return old
  }

  #keep(stream: string, head: KnownHead): void {
    this.#young.set(stream, head)
    if (this.#young.size < this.most / 2) return
    this.#old = this.#young
    this.#young = new Map()
  }
}
