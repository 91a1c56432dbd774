import type { StoredLog } from '../stored'
import { CHAIN_START, isSigned, nextLink, type SegmentSigner, type SignedSegment } from './segment'

/**
 * Walks the log beside its segments, for whoever decides to sign on from a log that is no longer the one that was signed.
 * @param rows by number, as they lie in their store
 * @returns how many of them, from the first on, the log still holds as they were signed
 * @throws LogUnavailable
 */
export async function standingSegments(log: StoredLog, rows: readonly SignedSegment[], signer: SegmentSigner): Promise<number> {
  let standing = 0
  let link: Buffer = CHAIN_START
  let through = 0
  const next = (): SignedSegment | undefined => {
    const row = rows[standing]
    return row?.number === standing + 1 && isSigned(row, signer) ? row : undefined
  }
  for await (const page of log.readStored())
    for (const event of page) {
      const row = next()
      if (!row) return standing
      link = nextLink(link, event)
      if (++through < row.through) continue
      if (event.id !== row.lastId || link.toString('hex') !== row.chain) return standing
      standing++
    }
  return standing
}
