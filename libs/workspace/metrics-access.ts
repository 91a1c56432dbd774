import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/

/**
 * Who may look at the metrics of a process: the machine itself, or whoever brings the token as `Authorization: Bearer …`.
 * @param token null: the machine itself alone
 */
export const mayReadMetrics = (request: Pick<IncomingMessage, 'headers' | 'socket'>, token: string | null): boolean =>
  isLocal(request) || bringsToken(request, token)

/** A proxy on this machine speaks for others: what it passes on isn't local. */
const isLocal = ({ socket, headers }: Pick<IncomingMessage, 'headers' | 'socket'>): boolean =>
  LOOPBACK.test(socket.remoteAddress ?? '') &&
  headers['x-forwarded-for'] === undefined &&
  headers.forwarded === undefined &&
  headers.via === undefined

function bringsToken({ headers }: Pick<IncomingMessage, 'headers'>, token: string | null): boolean {
  if (token === null) return false
  const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest()
  return timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${token}`))
}
