import { AnswerMessage, AppendMessage, WrongRevisionMessage } from './append-messages'
import type { Proposed } from './frame'
import { AppendRefused } from './server-faults'

/** The server's name of the reason why an append is refused whose stream stands elsewhere. */
const WRONG_REVISION = 'event_store.client.WrongExpectedVersion'

const CONTENT_TYPE = { key: 'content-type', value: 'application/octet-stream' }

/** One append on its way to the server. */
export interface AppendRequest {
  /** Names the append within its call; the answer bears it */
  readonly key: number
  readonly stream: string
  /** Revision of the stream's last event; -1 where there is no stream */
  readonly expected: bigint
  readonly events: readonly Proposed[]
}

/** Where an append ended. */
export interface Written {
  /** Revision of its last event */
  readonly revision: bigint
  readonly commit: bigint
  readonly prepare: bigint
}

/** The stream stands elsewhere than the append expected; nothing was written. */
export interface Elsewhere {
  /** Revision of its last event, though that may be out of sight; null where nothing was ever written to it */
  readonly current: bigint | null
}

export interface Answer {
  /** Of the append that is answered, as `writeAppend` took it */
  readonly key: number
  readonly said: Written | Elsewhere | AppendRefused
}

/** A `BatchAppendReq` that ends its append. */
export function writeAppend({ key, stream, expected, events }: AppendRequest): Buffer {
  const name = { name: Buffer.from(stream) }
  const message = {
    correlationId: { string: uuidOf(key) },
    options: expected < 0n ? { stream: name, noStream: {} } : { stream: name, revision: expected.toString() },
    proposed: events.map(({ id, type, data }) => ({
      id: { string: id },
      metadata: [CONTENT_TYPE, { key: 'type', value: type }],
      data,
    })),
    isFinal: true,
  }
  return Buffer.from(AppendMessage.encode(message).finish())
}

/** A number of 64 bits, as it is read */
interface Long {
  toNumber(): number
  toBigInt(): bigint
}

/** What is read of a `BatchAppendResp`; what a server left out is null. */
interface AnswerShape {
  readonly correlationId: { readonly structured?: { readonly least: Long }; readonly string: string } | null
  readonly error: { readonly details: { readonly typeUrl: string; readonly value: Uint8Array } | null } | null
  readonly success: { readonly revision: Long; readonly position: { readonly commit: Long; readonly prepare: Long } | null } | null
}

/** @throws RangeError where the bytes are no `BatchAppendResp` */
export function readAnswer(bytes: Uint8Array): Answer {
  const { correlationId, error, success } = AnswerMessage.decode(bytes) as unknown as AnswerShape
  return { key: keyOf(correlationId), said: saidBy(error, success) }
}

function saidBy(error: AnswerShape['error'], success: AnswerShape['success']): Answer['said'] {
  if (success?.position) {
    const { commit, prepare } = success.position
    return { revision: success.revision.toBigInt(), commit: commit.toBigInt(), prepare: prepare.toBigInt() }
  }
  const reason = error?.details?.typeUrl.replace(/^.*\//, '') ?? ''
  if (!error?.details || reason !== WRONG_REVISION) return new AppendRefused(reason)
  const { current, revision } = WrongRevisionMessage.decode(error.details.value) as unknown as { current?: string; revision: Long }
  return { current: current === 'revision' ? revision.toBigInt() : null }
}

/** The last sixteen digits are the key. */
const uuidOf = (key: number): string => {
  const digits = key.toString(16).padStart(16, '0')
  return `00000000-0000-4000-${digits.slice(0, 4)}-${digits.slice(4)}`
}

/** The last sixteen digits, in whichever of its two forms the server answers the id. */
const keyOf = (id: AnswerShape['correlationId']): number =>
  id?.structured ? id.structured.least.toNumber() : Number(`0x${(id?.string ?? '').replaceAll('-', '').slice(16)}`)
