import type { StoredEvent } from '../stored'
import { SealingRefused } from './errors'
import { CHAIN_START, isSigned, nextLink, type SegmentHead, type SegmentSigner, type SegmentStore, type SignedSegment } from './segment'

/** What can be wrong between the log and its signed segments. */
export type SegmentFaultKind =
  | 'signature' // the row was not signed with this installation's key, or changed since
  | 'missing' // its row was removed
  | 'events' // the events of this stretch are not those that were signed: changed, added, removed or in another order
  | 'cut-off' // the log ends before its last event
  | 'head-signature' // the file outside the database was not signed with this installation's key
  | 'head-unreadable'
  | 'head-differs' // the log up to there is not the one whose head was signed

export interface SegmentFault {
  readonly kind: SegmentFaultKind
  /** The segment, from 1; 0 for a head file that can't be read */
  readonly number: number
  /** Which events of the log these are, counted from 1: as they were signed, or as the rows say where nothing signed does; 0 where that isn't known */
  readonly from: number
  readonly to: number
}

export interface SegmentVerification {
  readonly segments: number
  /** Events of the log after the last signed one: only their own chains vouch for them yet */
  readonly unsealed: number
  /** false where no signed head was kept outside the database: a cut at the end that took the segments with it could not be seen */
  readonly headKept: boolean
  readonly faults: readonly SegmentFault[]
}

export interface SegmentSources {
  readonly store: SegmentStore
  readonly head: SegmentHead
  readonly signer: SegmentSigner
}

/**
 * Compares a walk over the whole log with the signed segments as they stood when it began. Each segment is judged by itself: after
 * one that differs the walk goes on from the link that was signed at its end, so that the others are still vouched for.
 */
export class SegmentCheck {
  readonly #faults: SegmentFault[] = []
  readonly #starts: ReadonlyMap<string, number>
  readonly #ends: ReadonlyMap<string, number>
  #index = 0
  #link: Buffer = CHAIN_START
  #walked = 0
  #lastSealed = 0
  #headMet = false

  /** @param sealed the segments that are truly signed, by number; what isn't says nothing about the log */
  private constructor(
    private readonly rows: number,
    private readonly sealed: readonly SignedSegment[],
    private readonly head: SignedSegment | null,
    private readonly headKept: boolean,
    faults: readonly SegmentFault[],
  ) {
    this.#faults.push(...faults)
    this.#starts = new Map(sealed.map(({ firstId }, index) => [firstId, index]))
    this.#ends = new Map(sealed.map(({ lastId }, index) => [lastId, index]))
  }

  /** Reads head file, then rows; to be called before the walk begins. @throws LogUnavailable */
  static async of({ store, head: source, signer }: SegmentSources): Promise<SegmentCheck> {
    const faults: SegmentFault[] = []
    const head = await headOf(source, signer, faults)
    const rows = await store.all()
    const sealed: SignedSegment[] = []
    let number = 0
    let through = 0
    for (const segment of rows) {
      const signed = isSigned(segment, signer)
      if (!signed) faults.push(fault('signature', segment))
      if (segment.number > number + 1)
        faults.push({ kind: 'missing', number: number + 1, from: through + 1, to: Math.max(through + 1, segment.through - segment.events) })
      number = segment.number
      if (!signed) continue
      through = segment.through
      sealed.push(segment)
    }
    if (head && (head.number > number || (head.number === sealed.at(-1)?.number && head.through > through)))
      faults.push({ kind: 'missing', number: head.number, from: through + 1, to: head.through })
    return new SegmentCheck(rows.length, sealed, head, head !== null || faults.some(({ kind }) => kind.startsWith('head-')), faults)
  }

  /** Takes the next event of the log. */
  take(event: Pick<StoredEvent, 'id' | 'envelope' | 'data'>): void {
    // one that starts or ends before the end of the one before it was met
    this.#skipTo(this.#starts.get(event.id) ?? 0)
    this.#link = nextLink(this.#link, event)
    this.#walked++
    if (this.head?.lastId === event.id) this.#meetHead(this.head)
    this.#skipTo(this.#ends.get(event.id) ?? 0)
    const segment = this.sealed[this.#index]
    if (segment?.lastId === event.id) this.#close(segment)
  }

  /** To be called once, after the last event. */
  result(): SegmentVerification {
    for (const segment of this.sealed.slice(this.#index)) this.#faults.push(fault('cut-off', segment))
    const explained = this.#faults.some(({ kind }) => kind === 'cut-off' || kind === 'events')
    if (this.head && !this.#headMet && !explained) this.#faults.push(fault('cut-off', this.head))
    return {
      segments: this.rows,
      unsealed: this.#walked - this.#lastSealed,
      headKept: this.headKept,
      faults: this.#faults.filter(({ kind, number }) => kind !== 'head-differs' || !this.#differs(number)),
    }
  }

  #skipTo(index: number): void {
    if (index <= this.#index) return
    for (const segment of this.sealed.slice(this.#index, index)) {
      this.#faults.push(fault('events', segment))
      this.#link = Buffer.from(segment.chain, 'hex')
    }
    this.#index = index
  }

  #close(segment: SignedSegment): void {
    if (this.#link.toString('hex') !== segment.chain) this.#faults.push(fault('events', segment))
    this.#link = Buffer.from(segment.chain, 'hex')
    this.#lastSealed = this.#walked
    this.#index++
  }

  /** The segment says the same, and where. */
  #differs(number: number): boolean {
    return this.#faults.some((one) => one.kind === 'events' && one.number === number)
  }

  #meetHead(head: SignedSegment): void {
    this.#headMet = true
    this.#lastSealed = Math.max(this.#lastSealed, this.#walked)
    if (this.#link.toString('hex') !== head.chain) this.#faults.push(fault('head-differs', head))
  }
}

async function headOf(source: SegmentHead, signer: SegmentSigner, faults: SegmentFault[]): Promise<SignedSegment | null> {
  try {
    const head = await source.read()
    if (!head || isSigned(head, signer)) return head
    faults.push(fault('head-signature', head))
  } catch (error) {
    if (!(error instanceof SealingRefused)) throw error
    faults.push({ kind: 'head-unreadable', number: 0, from: 0, to: 0 })
  }
  return null
}

const fault = (kind: SegmentFaultKind, { number, events, through }: SignedSegment): SegmentFault => ({
  kind,
  number,
  from: through - events + 1,
  to: through,
})
