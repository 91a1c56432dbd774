import { answerOf, api, type Answer } from './client'
import type { Shape } from './shapes'

interface Sent {
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal
}
type Call = (method: 'get' | 'put' | 'post' | 'delete', path: string, sent: Sent) => Promise<{ data?: unknown; error?: unknown; response: Response }>

// A case's commands share one address pattern; which of them it is stands in the form's description, not in the type of the address.
const call = api.request as unknown as Call

/** Asks for something at an address. `Data` is the answer's shape as the server's route declares it. */
export const ask = <Data>(path: string, signal?: AbortSignal): Promise<Answer<Data>> => answerOf<Data>(call('get', path, signal ? { signal } : {}))

/** Sends something to an address. */
export const tell = <Data>(method: 'put' | 'post' | 'delete', path: string, sent: Sent): Promise<Answer<Data>> =>
  answerOf<Data>(call(method, path, sent))

/** What every command answers. */
export type CommandAnswer = Shape<'CommandAnswer'>
