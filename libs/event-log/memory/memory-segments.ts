import type { SegmentHead, SegmentStore, SignedSegment, StoredSegment } from '../segments/segment'

/** Segments in memory, for unit tests. */
export class MemorySegments implements SegmentStore, SegmentHead {
  rows: StoredSegment[] = []
  head: SignedSegment | null = null

  async last(): Promise<StoredSegment | null> {
    await Promise.resolve()
    return this.rows.at(-1) ?? null
  }

  async all(): Promise<readonly SignedSegment[]> {
    await Promise.resolve()
    return [...this.rows]
  }

  async put(next: StoredSegment, before: SignedSegment | null): Promise<boolean> {
    await Promise.resolve()
    const last = this.rows.at(-1)
    if (last?.through !== before?.through || last?.chain !== before?.chain) return false
    if (last && last.number === next.number) this.rows.pop()
    this.rows.push(next)
    return true
  }

  async read(): Promise<SignedSegment | null> {
    await Promise.resolve()
    return this.head
  }

  async write(segment: SignedSegment): Promise<void> {
    await Promise.resolve()
    this.head = segment
  }
}
