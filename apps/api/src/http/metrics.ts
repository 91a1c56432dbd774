import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Metrics } from '#workspace'

/**
 * `GET /metrics` for the machine itself, or for whoever brings the token; to all others there is no such page.
 * Every request is timed by the template of its route.
 * @param token null: the machine itself alone
 */
export function serveMetrics(server: FastifyInstance, metrics: Metrics, token: string | null): void {
  server.addHook('onResponse', (request, reply, done) => {
    metrics.observeRequest(request.method, request.routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime / 1000)
    done()
  })
  server.get('/metrics', async (request, reply) => {
    if (!isLocal(request) && !bringsToken(request, token)) return reply.callNotFound()
    return reply.type(metrics.contentType).send(await metrics.text())
  })
}

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/

/** A proxy on this machine speaks for others: what it passes on isn't local. */
const isLocal = ({ raw, headers }: FastifyRequest): boolean =>
  LOOPBACK.test(raw.socket.remoteAddress ?? '') &&
  headers['x-forwarded-for'] === undefined &&
  headers.forwarded === undefined &&
  headers.via === undefined

function bringsToken({ headers }: FastifyRequest, token: string | null): boolean {
  if (token === null) return false
  const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest()
  return timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${token}`))
}
