import type { Uuid } from '#kernel'

/** One event as it lies in the store: the hashed bytes, and the columns that repeat parts of them. */
export interface StoredEvent {
  readonly position: bigint
  readonly stream: string
  readonly revision: bigint
  readonly id: Uuid
  readonly type: string
  readonly version: number
  readonly envelope: Buffer
  readonly data: Buffer
  readonly hash: Buffer
}

export type StoredPage = readonly StoredEvent[]

/** A log whose stored bytes can be walked in position order. */
export interface StoredLog {
  readStored(): AsyncIterable<StoredPage>
}
