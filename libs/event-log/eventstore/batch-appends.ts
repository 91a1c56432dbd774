import type { EventStoreDBClient } from '@eventstore/db-client'
import { Empty, StreamIdentifier, UUID, WrongExpectedVersion } from '@eventstore/db-client/generated/shared_pb'
import { BatchAppendReq, type BatchAppendResp } from '@eventstore/db-client/generated/streams_pb'
import type { Proposed } from './frame'
import { openBatches, type AppendCall } from './server-calls'
import { AppendRefused } from './server-faults'

/** The server's name of the reason why an append is refused whose stream stands elsewhere. */
const WRONG_REVISION = 'event_store.client.WrongExpectedVersion'

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

interface Waiting {
  readonly resolve: (answer: Written | Elsewhere) => void
  readonly reject: (error: unknown) => void
}

/**
 * Appends over one call that stays open, many at a time: half the latency of a call for each. The client has such a call of its own,
 * but it shares the waiting appends of all clients of a process: when one call breaks, all of them are told so, and an answer that
 * comes to one of them later ends the process.
 */
export class BatchAppends {
  readonly #waiting = new Map<string, Waiting>()
  #call: Promise<AppendCall> | undefined
  #count = 0n

  constructor(private readonly client: EventStoreDBClient) {}

  /** @param expected revision of the stream's last event; -1 where there is no stream */
  async append(stream: string, expected: bigint, events: readonly Proposed[]): Promise<Written | Elsewhere> {
    const call = await (this.#call ??= this.#open())
    const key = (++this.#count).toString(16).padStart(16, '0')
    return new Promise((resolve, reject) => {
      this.#waiting.set(key, { resolve, reject })
      call.write(request(key, stream, expected, events))
    })
  }

  async #open(): Promise<AppendCall> {
    try {
      const call = await openBatches(this.client)
      let broken = false
      // an error is followed by the end, by which time another call may carry other appends
      const breakOnce = (error: unknown) => {
        if (!broken) this.#broken(error)
        broken = true
      }
      call.on('data', (answer: BatchAppendResp) => this.#answered(answer))
      call.on('error', breakOnce)
      call.on('end', () => breakOnce(new AppendRefused('end')))
      return call
    } catch (error) {
      this.#call = undefined
      throw error
    }
  }

  #answered(answer: BatchAppendResp): void {
    const key = keyOf(answer.getCorrelationId())
    const waiting = this.#waiting.get(key)
    this.#waiting.delete(key)
    if (!waiting) return
    const success = answer.getSuccess()
    const position = success?.getPosition()
    if (success && position) {
      const revision = BigInt(success.getCurrentRevision())
      return waiting.resolve({ revision, commit: BigInt(position.getCommitPosition()), prepare: BigInt(position.getPreparePosition()) })
    }
    const details = answer.getError()?.getDetails()
    if (details?.getTypeName() !== WRONG_REVISION) return waiting.reject(new AppendRefused(details?.getTypeName() ?? ''))
    const wrong = WrongExpectedVersion.deserializeBinary(details.getValue_asU8())
    waiting.resolve({ current: wrong.hasCurrentStreamRevision() ? BigInt(wrong.getCurrentStreamRevision()) : null })
  }

  #broken(error: unknown): void {
    this.#call = undefined
    const all = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { reject } of all) reject(error)
  }
}

function request(key: string, stream: string, expected: bigint, events: readonly Proposed[]): BatchAppendReq {
  const options = new BatchAppendReq.Options().setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64')))
  if (expected < 0n) options.setNoStream(new Empty())
  else options.setStreamPosition(expected.toString())
  const messages = events.map(({ id, type, data }) => {
    const message = new BatchAppendReq.ProposedMessage().setId(new UUID().setString(id)).setData(data)
    message.getMetadataMap().set('type', type).set('content-type', 'application/octet-stream')
    return message
  })
  return new BatchAppendReq()
    .setCorrelationId(new UUID().setString(`00000000-0000-4000-${key.slice(0, 4)}-${key.slice(4)}`))
    .setOptions(options)
    .setProposedMessagesList(messages)
    .setIsFinal(true)
}

/** The last sixteen digits, in whichever of its two forms the server answers the id. */
function keyOf(id: UUID | undefined): string {
  const structured = id?.getStructured()
  if (structured) return BigInt.asUintN(64, BigInt(structured.getLeastSignificantBits())).toString(16).padStart(16, '0')
  return (id?.getString() ?? '').replaceAll('-', '').slice(16)
}
