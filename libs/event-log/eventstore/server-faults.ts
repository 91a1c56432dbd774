import type { Metadata } from '@grpc/grpc-js'
import { EventLogError } from '../errors'

/** What an error of the client or the server means for a call. */
export type ServerFault =
  | 'passing' // unreachable, slow, restarting, no longer the leader: the same call again may succeed
  | 'missing' // no such stream, or a deleted one that may be created again
  | 'deleted' // a stream that can never be created again
  | 'too-large'
  | 'denied'
  | 'other'

/** An append that the server refused, on the way that the client has no error classes for. */
export class AppendRefused extends Error {
  override readonly name = 'AppendRefused'

  /** @param detail the server's name of the reason, `event_store.client.StreamDeleted` */
  constructor(readonly detail: string) {
    super(detail)
  }
}

/** No answer in time. The client doesn't enforce its own deadlines. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
}

const BY_TYPE: Readonly<Record<string, ServerFault>> = {
  timeout: 'passing',
  'deadline-exceeded': 'passing',
  unavailable: 'passing',
  cancelled: 'passing',
  'not-leader': 'passing',
  unknown: 'passing',
  'stream-not-found': 'missing',
  'no-stream': 'missing',
  'not-found': 'missing',
  'stream-deleted': 'deleted',
  'maximum-append-size-exceeded': 'too-large',
  'access-denied': 'denied',
}

const BY_DETAIL: Readonly<Record<string, ServerFault>> = {
  'event_store.client.StreamDeleted': 'deleted',
  'event_store.client.MaximumAppendSizeExceeded': 'too-large',
  'event_store.client.AccessDenied': 'denied',
}

/** gRPC's codes for a caller that is not let in. */
const PERMISSION_DENIED = 7
const UNAUTHENTICATED = 16

/** Calls that bypass the client, and clients that have not reached their server yet, raise gRPC's bare errors, without the `type` of the client's own. */
export function faultOf(error: unknown): ServerFault {
  if (error instanceof NoAnswer) return 'passing'
  // what was found out already
  if (error instanceof EventLogError) return 'other'
  if (error instanceof AppendRefused) return BY_DETAIL[error.detail] ?? 'passing'
  if (!(error instanceof Error)) return 'other'
  const { code } = error as { code?: unknown }
  if (code === PERMISSION_DENIED || code === UNAUTHENTICATED) return 'denied'
  if (isImpossiblePosition(error)) return 'other'
  const type = typeOf(error)
  if (type !== undefined) return BY_TYPE[type] ?? 'other'
  if (typeof code === 'number' || typeof code === 'string') return 'passing'
  // a call begun on a connection that another call has just given up
  if (error.message === 'Channel has been shut down') return 'passing'
  return error.message.startsWith('Failed to discover') ? 'passing' : 'other'
}

/** True where another node is the leader; a client that was told so turns to it. */
export const isNotLeader = (error: unknown): boolean => typeOf(error) === 'not-leader'

/** The client's name of an error; of a bare one of gRPC's, what the server says beside it, which is the same name. */
function typeOf(error: unknown): string | undefined {
  const { type, metadata } = error as { readonly type?: unknown; readonly metadata?: Partial<Metadata> }
  return typeof type === 'string' ? type : metadata?.get?.('exception')[0]?.toString()
}

/** True where the server refuses to read from a position at which nothing stands. */
export const isImpossiblePosition = (error: unknown): boolean => error instanceof Error && error.message.includes('ReadAllResult')

/** A short reason without addresses or names of streams. */
export function reasonOf(error: unknown): string {
  const { code } = error as { code?: unknown }
  if (error instanceof AppendRefused) return error.detail
  if (error instanceof NoAnswer) return 'no answer in time'
  const type = typeOf(error)
  return type ?? (typeof code === 'number' || typeof code === 'string' ? `code ${code}` : 'unreachable')
}
