import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isUuid, randomUuid } from '#kernel'

export const CORRELATION_HEADER = 'x-correlation-id'
const ids = new WeakMap<object, string>()

/** One id follows a request through logs, events and errors; a caller may bring its own (a UUID). */
export function correlationOf(request: Pick<FastifyRequest, 'headers' | 'raw'>): string {
  const known = ids.get(request.raw)
  if (known) return known
  const given = request.headers[CORRELATION_HEADER]
  const id = typeof given === 'string' && isUuid(given) ? given.toLowerCase() : randomUuid()
  ids.set(request.raw, id)
  return id
}

export function answerWithCorrelation(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    void reply.header(CORRELATION_HEADER, correlationOf(request))
    done()
  })
}
