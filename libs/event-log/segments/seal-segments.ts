import type { Clock, Position } from '#kernel'
import { EventLogError, LogUnavailable } from '../errors'
import type { StoredEvent, StoredLog } from '../stored'
import { SealingRefused } from './errors'
import {
  CHAIN_START,
  isSigned,
  nextLink,
  SEGMENT_EVENTS,
  signSegment,
  type SegmentHead,
  type SegmentSigner,
  type SegmentStore,
  type SignedSegment,
  type StoredSegment,
} from './segment'

/** What sealing needs of the outside. */
export interface SealingPorts {
  readonly log: StoredLog
  readonly store: SegmentStore
  readonly head: SegmentHead
  readonly signer: SegmentSigner
  readonly clock: Clock
  /** Events a segment, 1 000 unless told */
  readonly segmentEvents?: number
}

export interface Sealed {
  /** Events that were not sealed before this pass */
  readonly events: number
  /** true where another reader seals at the same time; it goes on, this one need not */
  readonly fenced: boolean
}

/** The end of what is sealed, and where the log goes on from there. */
interface Tip {
  readonly segment: StoredSegment | null
  readonly link: Buffer
  /** Position of the last sealed event */
  readonly position: Position | null
}

/**
 * One pass: seals what stands in the log after the last sealed event, closing segments as they fill; the last one stays open and is
 * signed anew at each pass. Several processes may call it at once: each row is written by compare-and-set.
 *
 * Before it signs anything it looks whether what was signed still stands (its own last row, the event there, the head file), because a
 * signature over a log that was cut would hide the cut. After a move it finds its place again by walking the log from the start.
 * @param signal ends the pass after a page
 * @throws SealingRefused, LogUnavailable
 */
export async function sealSegments(ports: SealingPorts, signal?: AbortSignal): Promise<Sealed> {
  const { store, signer } = ports
  const head = await ports.head.read()
  if (head && !isSigned(head, signer)) throw new SealingRefused('segments.head-signature', head.number)
  const last = await store.last()
  if (last && !isSigned(last, signer)) throw new SealingRefused('segments.signature', last.number)
  const tip = await located(ports, last)
  await comparedWithHead(ports, tip, head)
  const { segment, fenced } = await extended(ports, tip, signal)
  if (segment && (!head || head.through < segment.through)) await ports.head.write(signedPart(segment))
  return { events: (segment?.through ?? 0) - (last?.through ?? 0), fenced }
}

/** Finds the last sealed event in the log as it lies now. */
async function located(ports: SealingPorts, last: StoredSegment | null): Promise<Tip> {
  if (!last) return { segment: null, link: CHAIN_START, position: null }
  const link = Buffer.from(last.chain, 'hex')
  const event = await firstAfter(ports.log, last.resumeAfter)
  if (event?.id === last.lastId) return { segment: last, link, position: event.position }
  return relocated(ports, last)
}

async function firstAfter(log: StoredLog, after: Position | null): Promise<StoredEvent | undefined> {
  try {
    for await (const [event] of log.readStored(after)) if (event) return event
  } catch (error) {
    if (error instanceof LogUnavailable) throw error
    // a position of the log that this one was moved from
    if (!(error instanceof RangeError || error instanceof EventLogError)) throw error
  }
  return undefined
}

/** Walks from the start: the log was moved, or is no longer what was signed. */
async function relocated({ log, store }: SealingPorts, last: StoredSegment): Promise<Tip> {
  let link: Buffer = CHAIN_START
  let through = 0
  let before: Position | null = null
  for await (const page of log.readStored())
    for (const event of page) {
      link = nextLink(link, event)
      if (++through === last.through) {
        if (event.id !== last.lastId || link.toString('hex') !== last.chain) throw new SealingRefused('segments.log-differs', last.number)
        const segment = { ...last, resumeAfter: before }
        await store.put(segment, last)
        return { segment, link, position: event.position }
      }
      before = event.position
    }
  throw new SealingRefused('segments.cut-off', last.number)
}

/** A head that is ahead of the rows must be met by the log's own events, or something was cut off. */
async function comparedWithHead({ log }: SealingPorts, tip: Tip, head: SignedSegment | null): Promise<void> {
  let through = tip.segment?.through ?? 0
  if (!head || head.through < through) return
  let link = tip.link
  if (head.through > through) {
    for await (const page of log.readStored(tip.position)) {
      for (const event of page.slice(0, head.through - through)) {
        link = nextLink(link, event)
        through++
      }
      if (through === head.through) break
    }
    if (through < head.through) throw new SealingRefused('segments.cut-off', head.number)
  }
  if (link.toString('hex') !== head.chain) throw new SealingRefused('segments.log-differs', head.number)
}

async function extended(ports: SealingPorts, tip: Tip, signal?: AbortSignal): Promise<{ segment: StoredSegment | null; fenced: boolean }> {
  const { log, store, signer, clock, segmentEvents = SEGMENT_EVENTS } = ports
  let standing = tip.segment
  let link = tip.link
  let before = tip.position
  let growing: Omit<StoredSegment, 'chain' | 'sealedAt' | 'signature'> | null = standing
  const put = async (grown: typeof growing): Promise<boolean> => {
    if (!grown || grown.through === (standing?.through ?? 0)) return true
    const { resumeAfter, number, firstId, lastId, events, through } = grown
    const bare = { number, firstId, lastId, events, through, chain: link.toString('hex'), sealedAt: clock.now() }
    const next = { ...signSegment(bare, signer), resumeAfter }
    if (!(await store.put(next, standing))) return false
    standing = next
    return true
  }
  for await (const page of log.readStored(tip.position)) {
    for (const { id, position, envelope, data } of page) {
      link = nextLink(link, { envelope, data })
      const full = !growing || growing.events >= segmentEvents
      growing = {
        number: (growing?.number ?? 0) + (full ? 1 : 0),
        firstId: growing && !full ? growing.firstId : id,
        lastId: id,
        events: growing && !full ? growing.events + 1 : 1,
        through: (growing?.through ?? 0) + 1,
        resumeAfter: before,
      }
      before = position
      if (growing.events >= segmentEvents && !(await put(growing))) return { segment: standing, fenced: true }
    }
    if (signal?.aborted === true) break
  }
  const alone = await put(growing)
  return { segment: standing, fenced: !alone }
}

function signedPart({ number, firstId, lastId, events, through, chain, sealedAt, signature }: SignedSegment): SignedSegment {
  return { number, firstId, lastId, events, through, chain, sealedAt, signature }
}
