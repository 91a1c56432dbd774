import type { ServerDuplexStream } from '@grpc/grpc-js'
import { Code } from '@eventstore/db-client/generated/code_pb'
import { AllStreamPosition, MaximumAppendSizeExceeded, StreamDeleted, Timeout, WrongExpectedVersion } from '@eventstore/db-client/generated/shared_pb'
import { Status } from '@eventstore/db-client/generated/status_pb'
import { BatchAppendResp, type BatchAppendReq } from '@eventstore/db-client/generated/streams_pb'
import { Any } from 'google-protobuf/google/protobuf/any_pb'
import { Empty } from 'google-protobuf/google/protobuf/empty_pb'
import type { Answers, Arrived } from './appending'
import { expectedOf, nameOf, notLeader, proposedOf } from './messages'
import type { ExpectedRevision, Proposed } from './records'

type BatchCall = ServerDuplexStream<BatchAppendReq, BatchAppendResp>

interface Gathering {
  readonly options: BatchAppendReq.Options
  readonly proposed: Proposed[]
}

/** Appends that share one call: each has an id of its own, may come in parts, and is answered when it is done. */
export function receiveBatches(call: BatchCall, drop: () => void, perform: (arrived: Arrived, answers: Answers) => void): void {
  const gathering = new Map<string, Gathering>()
  call.on('data', (message: BatchAppendReq) => {
    const correlation = message.getCorrelationId()?.getString() ?? ''
    const options = message.getOptions()
    const append = gathering.get(correlation) ?? (options && { options, proposed: [] })
    if (!append) return
    gathering.set(correlation, append)
    append.proposed.push(...message.getProposedMessagesList().map(proposedOf))
    if (!message.getIsFinal()) return
    gathering.delete(correlation)
    const arrived = { stream: nameOf(append.options.getStreamIdentifier()), expected: expectedOf(append.options), proposed: append.proposed }
    perform(arrived, answersTo(call, message, append.options, arrived.expected, drop))
  })
  call.on('end', () => call.end())
}

function answersTo(call: BatchCall, message: BatchAppendReq, options: BatchAppendReq.Options, expected: ExpectedRevision, drop: () => void): Answers {
  const stream = options.getStreamIdentifier()
  const answer = (fill: (response: BatchAppendResp) => BatchAppendResp) => {
    if (!call.cancelled && !call.destroyed)
      call.write(fill(new BatchAppendResp().setCorrelationId(message.getCorrelationId()).setStreamIdentifier(stream)))
  }
  const refuse = (code: Code, name: string, details: Uint8Array) =>
    answer((response) =>
      response.setError(
        new Status()
          .setCode(code)
          .setMessage(name)
          .setDetails(packed(details, `event_store.client.${name}`)),
      ),
    )
  return {
    written: (revision, at) =>
      answer((response) => {
        const position = new AllStreamPosition().setCommitPosition(String(at)).setPreparePosition(String(at))
        return response.setSuccess(new BatchAppendResp.Success().setCurrentRevision(String(revision)).setPosition(position))
      }),
    wrongRevision: (current) => refuse(Code.ALREADY_EXISTS, 'WrongExpectedVersion', wrongRevision(expected, current).serializeBinary()),
    deleted: () => refuse(Code.NOT_FOUND, 'StreamDeleted', new StreamDeleted().setStreamIdentifier(stream).serializeBinary()),
    tooLarge: (limit) =>
      refuse(Code.INVALID_ARGUMENT, 'MaximumAppendSizeExceeded', new MaximumAppendSizeExceeded().setMaxappendsize(limit).serializeBinary()),
    deadlineExceeded: () => refuse(Code.DEADLINE_EXCEEDED, 'Timeout', new Timeout().serializeBinary()),
    // not being the leader ends the whole call
    notLeader: (host, port) => void call.emit('error', notLeader(host, port)),
    unavailable: () =>
      answer((response) =>
        response.setError(new Status().setMessage('Server Is Not Ready').setDetails(packed(new Empty().serializeBinary(), 'google.protobuf.Empty'))),
      ),
    drop,
  }
}

function packed(details: Uint8Array, name: string): Any {
  const any = new Any()
  any.pack(details, name)
  return any
}

function wrongRevision(expected: ExpectedRevision, current: bigint | null): WrongExpectedVersion {
  const details = new WrongExpectedVersion()
  if (current === null) details.setCurrentNoStream(new Empty())
  else details.setCurrentStreamRevision(String(current))
  if (expected === 'any') details.setExpectedAny(new Empty())
  else if (expected === 'no_stream') details.setExpectedNoStream(new Empty())
  else if (expected === 'stream_exists') details.setExpectedStreamExists(new Empty())
  else details.setExpectedStreamPosition(String(expected))
  return details
}
