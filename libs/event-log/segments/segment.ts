import { createHash } from 'node:crypto'
import type { Instant, Position, Uuid } from '#kernel'
import { hashOf } from '../codec'
import type { StoredEvent } from '../stored'

/** Events of a segment; only the last one may hold fewer. */
export const SEGMENT_EVENTS = 1_000

/**
 * A run of the whole log, in log order. Positions are not part of it: a log that is moved keeps order, ids and bytes, and so its
 * segments.
 */
export interface Segment {
  /** From 1, without a gap */
  readonly number: number
  readonly firstId: Uuid
  readonly lastId: Uuid
  /** Events in this segment */
  readonly events: number
  /** Events of the log up to and with its last */
  readonly through: number
  /** The chain's link at its last event, SHA-256 in hex */
  readonly chain: string
  readonly sealedAt: Instant
}

export interface SignedSegment extends Segment {
  /** Over `segmentBytes`, base64 */
  readonly signature: string
}

/** A segment as it lies in its store. */
export interface StoredSegment extends SignedSegment {
  /**
   * Position, in the log as it lies now, of the event before the segment's last (null: that one is the first of the log). A hint
   * for the reader that goes on from there, not signed: a move changes it.
   */
  readonly resumeAfter: Position | null
}

/** Signs with a key that does not lie in the database. */
export interface SegmentSigner {
  sign(bytes: Buffer): string
  verify(bytes: Buffer, signature: string): boolean
}

/** Where the segments lie: in PostgreSQL, whichever log is used. */
export interface SegmentStore {
  /** @throws LogUnavailable */
  last(): Promise<StoredSegment | null>
  /** @returns all of them by number; a thousandth of the log's count */
  all(): Promise<readonly SignedSegment[]>
  /**
   * Compare and set: writes `next`, which follows or replaces `before`, where `before` still is the last one (null: where there is none).
   * @returns false where another reader was faster
   */
  put(next: StoredSegment, before: SignedSegment | null): Promise<boolean>
}

/** The newest signed segment once more, outside the database: whoever cuts off the log's end cannot cut this off with it. */
export interface SegmentHead {
  /** @throws SealingRefused `segments.head-unreadable` */
  read(): Promise<SignedSegment | null>
  /** @throws SealingRefused `segments.head-unwritten` */
  write(segment: SignedSegment): Promise<void>
}

/** The link before the first event. */
export const CHAIN_START: Buffer = Buffer.alloc(32)

/** @returns the link after `event`: SHA-256 over the link before it and the hash of the event's own bytes, computed, not looked up */
export const nextLink = (link: Buffer, event: Pick<StoredEvent, 'envelope' | 'data'>): Buffer =>
  createHash('sha256').update(link).update(hashOf(event.envelope, event.data)).digest()

/** @returns what is signed: every field, in one order, so that no two segments give the same bytes */
export function segmentBytes({ number, firstId, lastId, events, through, chain, sealedAt }: Segment): Buffer {
  return Buffer.from(JSON.stringify(['teduh/log-segment/v1', number, firstId, lastId, events, through, chain, sealedAt]))
}

export const signSegment = (segment: Segment, signer: SegmentSigner): SignedSegment => ({
  ...segment,
  signature: signer.sign(segmentBytes(segment)),
})

/** @returns true where the segment was signed with this installation's key and not changed since */
export const isSigned = (segment: SignedSegment, signer: SegmentSigner): boolean => signer.verify(segmentBytes(segment), segment.signature)
