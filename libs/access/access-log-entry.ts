import { createHash } from 'node:crypto'
import type { Instant, Uuid } from '#kernel'

/** One look, or one attempt to look. Ids and codes only, never what was seen. */
export interface Access {
  readonly at: Instant
  /** null where nobody is known: a sign-in with a wrong name */
  readonly user: Uuid | null
  /** Stable code: `reveal-name`, `open-case`, `sign-in` */
  readonly action: string
  /** Id of what was looked at */
  readonly resource: string | null
  readonly outcome: 'allowed' | 'refused'
  /** Stable code of why: a refusal's code, or the reason somebody chose */
  readonly reason: string | null
}

export interface AccessEntry extends Access {
  /** From 1, without gaps */
  readonly entry: bigint
  readonly previousHash: Buffer
  readonly hash: Buffer
}

const CODE = /^[a-z0-9._-]+$/
const RESOURCE = /^[A-Za-z0-9:._-]+$/

/**
 * A programmer's mistake is found before the database sees it: its own error would quote the entry.
 * @throws TypeError naming the field, never its content
 */
export function requireCodes({ action, resource, reason }: Access): void {
  if (!CODE.test(action)) throw new TypeError('the action of an access entry is not a code')
  if (resource !== null && !RESOURCE.test(resource)) throw new TypeError('the resource of an access entry is not an id')
  if (reason !== null && !CODE.test(reason)) throw new TypeError('the reason of an access entry is not a code')
}

/** SHA-256 over all fields, each preceded by its length, the hash before it last. The SQL function writes the same. */
export function accessHash({ entry, at, user, action, resource, outcome, reason, previousHash }: Omit<AccessEntry, 'hash'>): Buffer {
  const fields = [entry.toString(), at, user ?? '', action, resource ?? '', outcome, reason ?? '', previousHash.toString('hex')]
  return createHash('sha256')
    .update(fields.map((field) => `${field.length}:${field}`).join(''), 'utf8')
    .digest()
}

export type ChainFault = 'gap' | 'link' | 'content'

/** @returns what is wrong with an entry that follows `before` (null: the first), or null where it holds. */
export function chainFault(before: AccessEntry | null, found: AccessEntry): ChainFault | null {
  if (found.entry !== (before?.entry ?? 0n) + 1n) return 'gap'
  if (!found.previousHash.equals(before?.hash ?? Buffer.alloc(0))) return 'link'
  return found.hash.equals(accessHash(found)) ? null : 'content'
}
