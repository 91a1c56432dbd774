import { status, type ServerReadableStream, type sendUnaryData } from '@grpc/grpc-js'
import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb'
import { isTooLarge, MAX_APPEND_SIZE, type Answers, type Arrived } from './appending'
import { appended, appendTooLarge, expectedOf, failure, nameOf, notLeader, proposedOf, streamDeleted, wrongRevision } from './messages'
import type { ExpectedRevision, Proposed } from './records'

type AppendCall = ServerReadableStream<AppendReq, AppendResp>

/** An append as a call of its own: options, then its events, then one answer. */
export function receiveOne(
  call: AppendCall,
  answer: sendUnaryData<AppendResp>,
  drop: () => void,
  perform: (arrived: Arrived, answers: Answers) => void,
): void {
  let stream = ''
  let expected: ExpectedRevision = 'any'
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
    refused = isTooLarge(proposed)
    if (refused) answer(appendTooLarge(MAX_APPEND_SIZE))
  })
  call.on('end', () => {
    // a connection that breaks ends a call, too, and may have brought only a part of it; that it broke is known a moment later
    setImmediate(() => {
      if (!refused && !call.cancelled) perform({ stream, expected, proposed }, answersTo(stream, expected, answer, drop))
    })
  })
}

function answersTo(stream: string, expected: ExpectedRevision, answer: sendUnaryData<AppendResp>, drop: () => void): Answers {
  return {
    written: (revision, position) => answer(null, appended(revision, position)),
    wrongRevision: (current) => answer(null, wrongRevision(expected, current)),
    deleted: () => answer(streamDeleted(stream)),
    tooLarge: (limit) => answer(appendTooLarge(limit)),
    deadlineExceeded: () => answer(failure(status.DEADLINE_EXCEEDED, 'Deadline Exceeded')),
    notLeader: (host, port) => answer(notLeader(host, port)),
    unavailable: () => answer(failure(status.UNAVAILABLE, 'Server Is Not Ready')),
    drop,
  }
}
