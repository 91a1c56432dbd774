import i18next from 'i18next'
import createClient, { type Middleware } from 'openapi-fetch'
import { rememberMarks } from './marks'
import { reachedPosition, rememberPosition } from './position'
import { NetworkLost, problemFrom } from './problem'
import type { paths } from './schema'

/** Longer than the server waits for a read model, shorter than a person's patience. */
const patience = 30_000

const headers: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', i18next.language)
    const position = reachedPosition()
    if (position !== undefined) request.headers.set('X-Min-Position', position)
    if (request.method !== 'GET') request.headers.set('X-Teduh', '1')
    return request
  },
  onResponse({ request, response }) {
    if (request.method !== 'GET' && response.ok) rememberPosition(response.headers.get('X-Position'))
  },
}

/** No answer came: the wire, not the server. */
async function send(request: Request): Promise<Response> {
  try {
    return await fetch(new Request(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(patience)]) }))
  } catch (error) {
    if (request.signal.aborted) throw error
    throw new NetworkLost(error instanceof DOMException && error.name === 'TimeoutError' ? 'timeout' : 'network')
  }
}

/** The server, typed by its own OpenAPI description. Use it through `read` and `write`. */
export const api = createClient<paths>({ baseUrl: '/', credentials: 'same-origin', fetch: send })
api.use(headers)

export interface Answer<Data> {
  data: Data
  /** For `If-Match`; null where the answer has none. */
  etag: string | null
}

interface Result {
  data?: unknown
  error?: unknown
  response: Response
}

/**
 * Waits for an answer of the server; a refusal becomes an `ApiProblem`, a lost network a `NetworkLost`.
 * `Data` is the answer's shape as the server's route declares it.
 */
export async function answerOf<Data>(result: Promise<Result>): Promise<Answer<Data>> {
  const { data, error, response } = await result
  if (!response.ok) throw problemFrom(response.status, error)
  const answer = { data: data as Data, etag: response.headers.get('ETag') }
  for (const content of [data, answer]) rememberMarks(content, response.headers)
  return answer
}
