import { randomBytes } from 'node:crypto'
import { deriveId } from '#kernel'
import { KEY_BYTES, unwrap, wrap } from './crypto'
import type { MasterKey } from './master-key'

/** Names the keys of boxes apart from those of subjects and records. */
const BOXES = 'b3a7d1c4-8e52-4f0b-9c6e-0d2f5a7e9b10'
/** Nonce, key and tag */
const WRAPPED_BYTES = 12 + KEY_BYTES + 16

export interface SealedBox {
  /** @param place ids that the body belongs to: it opens nowhere else */
  seal(place: string, body: Buffer): Buffer
  /** @returns null where the body was changed, moved, or sealed under another master key */
  open(place: string, sealed: Buffer): Buffer | null
}

/** For what lives outside the log and may change (drafts): each body under a fresh key, which stands wrapped before it. */
export function sealedBox(master: MasterKey): SealedBox {
  return {
    seal(place, body) {
      const key = randomBytes(KEY_BYTES)
      return Buffer.concat([master.wrap(deriveId(BOXES, place), key), wrap(key, Buffer.from(place, 'utf8'), body, randomBytes)])
    },
    open(place, sealed) {
      const key = master.unwrap(deriveId(BOXES, place), sealed.subarray(0, WRAPPED_BYTES))
      return key && unwrap(key, Buffer.from(place, 'utf8'), sealed.subarray(WRAPPED_BYTES))
    },
  }
}
