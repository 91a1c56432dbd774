import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import type { SegmentSigner } from '#event-log'
import type { MasterKey } from './master-key'

/** What stands before the 32 bytes of a private Ed25519 key in PKCS#8 (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** Signs the log's segments with an Ed25519 key that derives from the master key and so never lies in the database. */
export function segmentSigner(master: MasterKey): SegmentSigner {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, master.derive('log-segments/v1')]), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(key)
  return {
    sign: (bytes) => sign(null, bytes, key).toString('base64'),
    verify: (bytes, signature) => verify(null, bytes, publicKey, Buffer.from(signature, 'base64')),
  }
}
