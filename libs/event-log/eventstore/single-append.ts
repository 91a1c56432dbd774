import type { EventStoreDBClient } from '@eventstore/db-client'
import { Empty, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb'
import { AppendReq } from '@eventstore/db-client/generated/streams_pb'
import type { Elsewhere, Written } from './append-wire'
import type { Proposed } from './frame'
import { sendAppend } from './server-calls'

/**
 * An append as a call of its own, where the server takes no batches. The client's own one ends the process where its connection was given
 * up by another call at that moment: what it throws then reaches nobody.
 * @param expected revision of the stream's last event; -1 where there is no stream
 * @throws the errors of gRPC
 */
export async function appendOnce(
  client: EventStoreDBClient,
  stream: string,
  expected: bigint,
  events: readonly Proposed[],
): Promise<Written | Elsewhere> {
  const answer = await sendAppend(client, [header(stream, expected), ...events.map(proposed)])
  const wrong = answer.getWrongExpectedVersion()
  if (wrong) return { current: wrong.hasCurrentRevision() ? BigInt(wrong.getCurrentRevision()) : null }
  const success = answer.getSuccess()
  const position = success?.getPosition()
  // an append of nothing stands nowhere
  if (!success || !position) return { current: success?.hasCurrentRevision() === true ? BigInt(success.getCurrentRevision()) : null }
  const revision = BigInt(success.getCurrentRevision())
  return { revision, commit: BigInt(position.getCommitPosition()), prepare: BigInt(position.getPreparePosition()) }
}

function header(stream: string, expected: bigint): AppendReq {
  const options = new AppendReq.Options().setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64')))
  return new AppendReq().setOptions(expected < 0n ? options.setNoStream(new Empty()) : options.setRevision(expected.toString()))
}

function proposed({ id, type, data }: Proposed): AppendReq {
  const message = new AppendReq.ProposedMessage().setId(new UUID().setString(id)).setData(data)
  message.getMetadataMap().set('type', type).set('content-type', 'application/octet-stream')
  return new AppendReq().setProposedMessage(message)
}
