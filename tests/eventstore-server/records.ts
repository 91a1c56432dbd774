/** What a client says a stream must stand at: `EventStoreDBClient` sends these four. */
export type ExpectedRevision = bigint | 'any' | 'no_stream' | 'stream_exists'

/** An event as a client proposes it. */
export interface Proposed {
  readonly id: string
  readonly type: string
  readonly contentType: string
  readonly metadata: Uint8Array
  readonly data: Uint8Array
}

/** An event as it stands. Commit and prepare position are the same for every write a gRPC client can make. */
export interface StoredRecord extends Proposed {
  readonly stream: string
  readonly revision: bigint
  readonly position: bigint
  /** Ticks of 100 ns since 1970 */
  readonly created: bigint
}

export type AppendAnswer =
  | { readonly kind: 'written' | 'repeated'; readonly revision: bigint; readonly position: bigint }
  | { readonly kind: 'wrong-revision'; readonly current: bigint | null }
  | { readonly kind: 'deleted' }

interface Stream {
  readonly records: StoredRecord[]
  /** -1 where nothing was ever written */
  last: bigint
  /** Events before it are not read; a soft delete sets it to `DELETED`. */
  truncateBefore: bigint
  tombstoned: boolean
}

/** The revision that stands for "everything" in a soft delete's `$tb` and is the tombstone's own. */
const DELETED = 9_223_372_036_854_775_807n
/** What a record takes in the log beside its stream's name, type, data and metadata, in bytes. */
const FRAME = 119

/**
 * The log of one EventStoreDB node, in memory. Appends are judged as `IndexWriter.CheckCommit` of 23.10.6 does it, and positions grow
 * by the bytes a record takes. It outlives a restart of the server that serves it.
 */
export class Records {
  readonly all: StoredRecord[] = []
  readonly #streams = new Map<string, Stream>()
  /** The last record of each event id, of any stream: what idempotence is judged by. */
  readonly #ids = new Map<string, StoredRecord>()
  readonly #listeners = new Set<() => void>()
  #end = 733n

  onWritten(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** @returns the answer to an append; nothing is written unless its kind is `written` */
  append(name: string, expected: ExpectedRevision, proposed: readonly Proposed[]): AppendAnswer {
    const stream = this.#streams.get(name)
    const judged = stream ? this.#judge(name, stream, expected, proposed) : judgeNew(expected)
    if (judged) return judged
    if (proposed.length === 0) return this.#appendNothing(name)
    const written = this.#write(name, proposed)
    return { kind: 'written', revision: written.revision, position: written.position }
  }

  /** @returns what can be read of a stream, or why it can't */
  read(name: string): readonly StoredRecord[] | 'missing' | 'deleted' {
    // the stream of its metadata goes with it
    const itself = name.startsWith('$$') ? name.slice(2) : name
    const stream = this.#streams.get(name)
    if (stream?.tombstoned || this.#streams.get(itself)?.tombstoned) return 'deleted'
    if (!stream || isSoftDeleted(stream)) return 'missing'
    return stream.records.filter(({ revision }) => revision >= stream.truncateBefore)
  }

  /** Hides all events so far; the stream can begin again, and its revisions go on. @returns null where there is no stream */
  softDelete(name: string): bigint | null {
    const stream = this.#streams.get(name)
    if (!stream || stream.last < 0n) return null
    stream.truncateBefore = DELETED
    return this.#writeMetadata(name, DELETED)
  }

  /** Ends a stream for good. */
  tombstone(name: string): bigint {
    const stream = this.#streams.get(name) ?? this.#open(name)
    stream.tombstoned = true
    const empty = new Uint8Array()
    const type = '$streamDeleted'
    return this.#put(name, DELETED, {
      id: '00000000-0000-4000-8000-000000000000',
      type,
      contentType: 'application/octet-stream',
      metadata: empty,
      data: empty,
    }).position
  }

  #judge(name: string, stream: Stream, expected: ExpectedRevision, proposed: readonly Proposed[]): AppendAnswer | null {
    if (stream.tombstoned) return { kind: 'deleted' }
    const current = stream.last
    const wrong: AppendAnswer = { kind: 'wrong-revision', current: current < 0n ? null : current }
    if (expected === 'stream_exists') {
      if (isSoftDeleted(stream)) return { kind: 'deleted' }
      if (current < 0n) return wrong
    }
    if (expected === 'any' || expected === 'stream_exists') {
      const found = proposed.map(({ id }) => this.#ids.get(id)).map((record) => (record?.stream === name ? record : undefined))
      return found[0] === undefined ? null : repeatedOr(wrong, found)
    }
    const before = expected === 'no_stream' ? -1n : expected
    if (before === current) return null
    if (before > current) return wrong
    const inPlace = proposed.map(({ id }, index) => {
      const record = stream.records[Number(before) + 1 + index]
      return record?.id === id ? record : undefined
    })
    if (inPlace[0] === undefined && expected === 'no_stream' && isSoftDeleted(stream)) return null
    return repeatedOr(wrong, inPlace)
  }

  #write(name: string, proposed: readonly Proposed[]): StoredRecord {
    const stream = this.#streams.get(name) ?? this.#open(name)
    const beginsAgain = isSoftDeleted(stream)
    if (beginsAgain) stream.truncateBefore = stream.last + 1n
    const records = proposed.map((event) => {
      stream.last += 1n
      const record = this.#put(name, stream.last, event)
      stream.records.push(record)
      return record
    })
    if (beginsAgain) this.#writeMetadata(name, stream.truncateBefore)
    const last = records.at(-1)
    if (!last) throw new Error('nothing to write')
    if (name.startsWith('$$')) this.#obey(name.slice(2), last)
    for (const listener of this.#listeners) listener()
    return last
  }

  /** A stream's metadata, as a client writes it, can take its first events out of sight. */
  #obey(name: string, { data }: StoredRecord): void {
    const before = /"\$tb":(\d+)/.exec(Buffer.from(data).toString())?.[1]
    if (before !== undefined) (this.#streams.get(name) ?? this.#open(name)).truncateBefore = BigInt(before)
  }

  /** An append of no events takes room in the log, answers the present revision (0 where there is none) and creates nothing. */
  #appendNothing(name: string): AppendAnswer {
    const position = this.#end
    this.#end += BigInt(FRAME + Buffer.byteLength(name))
    const last = this.#streams.get(name)?.last ?? -1n
    return { kind: 'written', revision: last < 0n ? 0n : last, position }
  }

  #put(stream: string, revision: bigint, event: Proposed): StoredRecord {
    const record = { ...event, stream, revision, position: this.#end, created: BigInt(Date.now()) * 10_000n }
    this.#end += BigInt(FRAME + Buffer.byteLength(stream) + event.type.length + event.data.length + event.metadata.length)
    this.#ids.set(event.id, record)
    this.all.push(record)
    return record
  }

  #writeMetadata(name: string, truncateBefore: bigint): bigint {
    const meta = `$$${name}`
    const stream = this.#streams.get(meta) ?? this.#open(meta)
    stream.last += 1n
    const data = Buffer.from(`{"$tb":${truncateBefore}}`)
    const id = `00000000-0000-4000-8000-${this.#end.toString(16).padStart(12, '0')}`
    const record = this.#put(meta, stream.last, { id, type: '$metadata', contentType: 'application/json', metadata: new Uint8Array(), data })
    stream.records.push(record)
    return record.position
  }

  #open(name: string): Stream {
    const stream: Stream = { records: [], last: -1n, truncateBefore: 0n, tombstoned: false }
    this.#streams.set(name, stream)
    return stream
  }
}

const isSoftDeleted = (stream: Stream): boolean => stream.truncateBefore === DELETED

const judgeNew = (expected: ExpectedRevision): AppendAnswer | null =>
  expected === 'any' || expected === 'no_stream' ? null : { kind: 'wrong-revision', current: null }

/** All of them stand, or the append is refused: nothing is told apart from a wrong revision. */
function repeatedOr(wrong: AppendAnswer, found: readonly (StoredRecord | undefined)[]): AppendAnswer {
  const last = found.at(-1)
  if (!last || found.includes(undefined)) return wrong
  return { kind: 'repeated', revision: last.revision, position: last.position }
}
