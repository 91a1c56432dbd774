import { status } from '@grpc/grpc-js'
import type { IStreamsServer } from '@eventstore/db-client/generated/streams_grpc_pb'
import { DeleteResp, TombstoneResp } from '@eventstore/db-client/generated/streams_pb'
import { perform, type Answers, type Arrived } from './appending'
import { receiveBatches } from './batched-appends'
import type { AppendFaults } from './faults'
import { failure, nameOf, wrongDeletion } from './messages'
import { receiveOne } from './one-append'
import { answerRead, answerSubscription, type ReadCall } from './reading'
import type { Records } from './records'

export interface Circumstances {
  readonly records: Records
  readonly appendFaults: AppendFaults
  readonly subscriptions: Set<ReadCall>
  /** Breaks the connection a call came over */
  readonly cut: (peer: string) => void
}

/** The service `event_store.client.streams.Streams` of a node. */
export function streamsService({ records, appendFaults, subscriptions, cut }: Circumstances): IStreamsServer {
  let subscribed = 0
  const append = (arrived: Arrived, answers: Answers) => perform(records, appendFaults, arrived, answers)
  return {
    append: (call, answer) => receiveOne(call, answer, () => cut(call.getPeer()), append),
    batchAppend: (call) => receiveBatches(call, () => cut(call.getPeer()), append),
    read: (call) => {
      const options = call.request.getOptions()
      if (!options) return void call.emit('error', failure(status.INVALID_ARGUMENT, 'no options'))
      if (!options.hasSubscription()) return void answerRead(records, call, options)
      subscriptions.add(call)
      void answerSubscription(records, call, options, `subscription-${++subscribed}`).finally(() => subscriptions.delete(call))
    },
    delete: (call, answer) => {
      const name = nameOf(call.request.getOptions()?.getStreamIdentifier())
      const position = records.softDelete(name)
      if (position === null) return answer(wrongDeletion(name))
      const at = new DeleteResp.Position().setCommitPosition(String(position)).setPreparePosition(String(position))
      answer(null, new DeleteResp().setPosition(at))
    },
    tombstone: (call, answer) => {
      const position = records.tombstone(nameOf(call.request.getOptions()?.getStreamIdentifier()))
      const at = new TombstoneResp.Position().setCommitPosition(String(position)).setPreparePosition(String(position))
      answer(null, new TombstoneResp().setPosition(at))
    },
  }
}
