import { WrongExpectedVersion, type UUID } from '@eventstore/db-client/generated/shared_pb'
import { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb'
import { AppendRefused } from './server-faults'
import { WireFields } from './wire-fields'

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

export interface Answer {
  /** Of the append that is answered, as `writeAppend` took it */
  readonly key: number
  readonly said: Written | Elsewhere | AppendRefused
}

/**
 * Reads a `BatchAppendResp`. Where it tells of success, the few values that matter are picked from protobuf's encoding: making objects of
 * all of it takes fifteen times as long. Any other answer goes through the generated classes.
 */
export const readAnswer = (bytes: Uint8Array): Answer => successIn(bytes) ?? answerOf(BatchAppendResp.deserializeBinary(bytes))

/** @returns null where it is anything but a success as every server so far has sent it */
function successIn(bytes: Uint8Array): Answer | null {
  let key: number | undefined
  let said: Written | undefined
  const fields = new WireFields(bytes, 0, bytes.length)
  while (fields.next()) {
    if (fields.number === 2) return null
    if (fields.number === 1) key = structuredKeyIn(fields.inner())
    if (fields.number === 3) said = writtenIn(fields.inner())
  }
  return key !== undefined && said !== undefined ? { key, said } : null
}

/** `UUID { Structured structured = 1 { int64 most_significant_bits = 1; int64 least_significant_bits = 2 } }` */
function structuredKeyIn(uuid: WireFields): number | undefined {
  while (uuid.next()) {
    if (uuid.number !== 1) continue
    for (const bits = uuid.inner(); bits.next();) if (bits.number === 2) return Number(bits.value)
  }
  return undefined
}

/** `Success { uint64 current_revision = 1; AllStreamPosition position = 3 { uint64 commit_position = 1; uint64 prepare_position = 2 } }` */
function writtenIn(success: WireFields): Written | undefined {
  let revision: bigint | undefined
  let commit: bigint | undefined
  let prepare: bigint | undefined
  while (success.next()) {
    if (success.number === 1) revision = success.value
    if (success.number !== 3) continue
    for (const position = success.inner(); position.next();) {
      if (position.number === 1) commit = position.value
      if (position.number === 2) prepare = position.value
    }
  }
  return revision === undefined || commit === undefined || prepare === undefined ? undefined : { revision, commit, prepare }
}

function answerOf(answer: BatchAppendResp): Answer {
  const key = keyOf(answer.getCorrelationId())
  const success = answer.getSuccess()
  const position = success?.getPosition()
  if (success && position) {
    const [commit, prepare] = [BigInt(position.getCommitPosition()), BigInt(position.getPreparePosition())]
    return { key, said: { revision: BigInt(success.getCurrentRevision()), commit, prepare } }
  }
  const details = answer.getError()?.getDetails()
  if (details?.getTypeName() !== WRONG_REVISION) return { key, said: new AppendRefused(details?.getTypeName() ?? '') }
  const wrong = WrongExpectedVersion.deserializeBinary(details.getValue_asU8())
  return { key, said: { current: wrong.hasCurrentStreamRevision() ? BigInt(wrong.getCurrentStreamRevision()) : null } }
}

/** The last sixteen digits, in whichever of its two forms the server answers the id. */
function keyOf(id: UUID | undefined): number {
  const structured = id?.getStructured()
  if (structured) return Number(structured.getLeastSignificantBits())
  return Number(`0x${(id?.getString() ?? '').replaceAll('-', '').slice(16)}`)
}
