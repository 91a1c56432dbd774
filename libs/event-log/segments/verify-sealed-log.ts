import { AccessRefused, EventLogError, LogUnavailable } from '../errors'
import type { StoredLog } from '../stored'
import { StreamCheck, type Verification } from '../verify'
import { SegmentCheck, type SegmentSources, type SegmentVerification } from './verify-segments'

export interface SealedVerification {
  readonly streams: Verification
  readonly segments: SegmentVerification
  /** Why the walk could not go on to the log's end, null where it did */
  readonly stopped: EventLogError | null
}

/**
 * Checks the streams' chains and the signed segments in one walk, in memory that grows with the number of streams alone. It finds
 * what was changed, added or removed by hand, a stream or a whole log rewritten with its chains, and a log cut off at its end.
 * @param onProgress called after each page with the events seen so far
 * @throws LogUnavailable, AccessRefused where it could not be walked
 */
export async function verifySealedLog(log: StoredLog, sources: SegmentSources, onProgress?: (events: number) => void): Promise<SealedVerification> {
  const segments = await SegmentCheck.of(sources)
  const streams = new StreamCheck(log.dense)
  const stopped = await walk()
  return { streams: streams.result(), segments: segments.result(), stopped }

  async function walk(): Promise<EventLogError | null> {
    try {
      for await (const page of log.readStored()) {
        for (const event of page) {
          streams.take(event)
          segments.take(event)
        }
        onProgress?.(streams.result().events)
      }
      return null
    } catch (error) {
      const isUnread = error instanceof LogUnavailable || error instanceof AccessRefused
      if (error instanceof EventLogError && !isUnread) return error
      throw error
    }
  }
}

/** @returns true where nothing at all is wrong */
export const isSound = ({ streams, segments, stopped }: SealedVerification): boolean =>
  streams.faultCount === 0 && segments.faults.length === 0 && stopped === null
