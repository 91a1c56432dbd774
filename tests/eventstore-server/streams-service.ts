import { status, type ServerReadableStream, type sendUnaryData } from '@grpc/grpc-js'
import type { IStreamsServer } from '@eventstore/db-client/generated/streams_grpc_pb'
import { DeleteResp, TombstoneResp, type AppendReq, type AppendResp } from '@eventstore/db-client/generated/streams_pb'
import type { AppendFault, AppendFaults } from './faults'
import { appended, appendTooLarge, expectedOf, failure, nameOf, notLeader, proposedOf, streamDeleted, wrongDeletion, wrongRevision } from './messages'
import { answerRead, answerSubscription, type ReadCall } from './reading'
import type { ExpectedRevision, Proposed, Records } from './records'

/** The node's `--max-append-size`: of all data of one append, in bytes. Metadata isn't counted. */
export const MAX_APPEND_SIZE = 1_048_576

export interface Circumstances {
  readonly records: Records
  readonly appendFaults: AppendFaults
  readonly subscriptions: Set<ReadCall>
  /** Breaks the connection a call came over */
  readonly cut: (peer: string) => void
}

/** The part of `event_store.client.streams.Streams` a client without batches uses. */
export function streamsService(circumstances: Circumstances): IStreamsServer {
  const { records, subscriptions } = circumstances
  let subscribed = 0
  return {
    append: (call, answer) => receive(circumstances, call, answer),
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
    batchAppend: (call) => void call.emit('error', failure(status.UNIMPLEMENTED, 'appends come one by one')),
  }
}

function receive(circumstances: Circumstances, call: ServerReadableStream<AppendReq, AppendResp>, answer: sendUnaryData<AppendResp>): void {
  let stream = ''
  let expected: ExpectedRevision = 'any'
  let size = 0
  let refused = false
  const proposed: Proposed[] = []
  call.on('data', (message: AppendReq) => {
    const options = message.getOptions()
    if (options) {
      stream = nameOf(options.getStreamIdentifier())
      expected = expectedOf(options)
    }
    const event = message.getProposedMessage()
    if (!event || refused) return
    proposed.push(proposedOf(event))
    size += event.getData_asU8().length
    if (size <= MAX_APPEND_SIZE) return
    refused = true
    answer(appendTooLarge(MAX_APPEND_SIZE))
  })
  call.on('end', () => {
    if (refused) return
    const fault = circumstances.appendFaults.take()
    const reply = () => answerAppend(circumstances.records, stream, expected, proposed, answer)
    if (fault) befall(fault, circumstances, call.getPeer(), reply, stream, expected, proposed, answer)
    else reply()
  })
}

function answerAppend(
  records: Records,
  stream: string,
  expected: ExpectedRevision,
  proposed: readonly Proposed[],
  answer: sendUnaryData<AppendResp>,
): void {
  const judged = records.append(stream, expected, proposed)
  if (judged.kind === 'deleted') answer(streamDeleted(stream))
  else if (judged.kind === 'wrong-revision') answer(null, wrongRevision(expected, judged.current))
  else answer(null, appended(judged.revision, judged.position))
}

function befall(
  fault: AppendFault,
  { records, cut }: Circumstances,
  peer: string,
  reply: () => void,
  stream: string,
  expected: ExpectedRevision,
  proposed: readonly Proposed[],
  answer: sendUnaryData<AppendResp>,
): void {
  const write = () => records.append(stream, expected, proposed)
  switch (fault.kind) {
    case 'dropped':
      if (fault.moment === 'after the write') write()
      return cut(peer)
    case 'unanswered':
      write()
      return
    case 'deadline-exceeded':
      write()
      return answer(failure(status.DEADLINE_EXCEEDED, 'Deadline Exceeded'))
    case 'not-leader':
      return answer(notLeader(fault.host, fault.port))
    case 'unavailable':
      return answer(failure(status.UNAVAILABLE, 'Server Is Not Ready'))
    default:
      return reply()
  }
}
