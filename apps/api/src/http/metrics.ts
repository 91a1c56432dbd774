import type { FastifyInstance } from 'fastify'
import { mayReadMetrics, type Metrics } from '#workspace'

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
    if (!mayReadMetrics(request.raw, token)) return reply.callNotFound()
    return reply.type(metrics.contentType).send(await metrics.text())
  })
}
