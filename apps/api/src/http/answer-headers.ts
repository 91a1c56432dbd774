import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Everything comes from this server; nothing may be framed, and no address leaks to other sites. */
const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
}

/** Every answer forbids what no page of ours needs; what the API says stays in no cache. */
export function answerWithSafeHeaders(server: FastifyInstance): void {
  server.addHook('onSend', (request, reply, payload, done) => {
    setSafeHeaders(request, reply)
    done(null, payload)
  })
}

/** For an answer that no hook meets: the router's own. */
export function setSafeHeaders(request: FastifyRequest, reply: FastifyReply): void {
  void reply.headers(HEADERS)
  if (request.url.startsWith('/api') && !reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store')
}
