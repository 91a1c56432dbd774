import { Empty, StreamIdentifier } from '@eventstore/db-client/generated/shared_pb'
import { ReadReq } from '@eventstore/db-client/generated/streams_pb'
import type { CommitPosition } from '../position'

const { Options } = ReadReq
const EMPTY = new Empty()

interface Bounds {
  readonly direction: 'forwards' | 'backwards'
  readonly count: number
}

export interface StreamRead extends Bounds {
  /** Inclusive */
  readonly from: bigint | 'start' | 'end'
}

export interface AllRead extends Bounds {
  /** Inclusive forwards, exclusive backwards */
  readonly from: CommitPosition | 'start' | 'end'
}

/** @returns the message that asks for a run of one stream */
export function streamRequest(stream: string, { from, ...bounds }: StreamRead): ReadReq {
  const options = new Options.StreamOptions().setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64')))
  if (from === 'start') options.setStart(EMPTY)
  else if (from === 'end') options.setEnd(EMPTY)
  else options.setRevision(from.toString())
  return request(new Options().setStream(options), bounds)
}

/** @returns the message that asks for a run of the whole log */
export function allRequest({ from, ...bounds }: AllRead): ReadReq {
  const options = new Options.AllOptions()
  if (from === 'start') options.setStart(EMPTY)
  else if (from === 'end') options.setEnd(EMPTY)
  else options.setPosition(new Options.Position().setCommitPosition(from.commit.toString()).setPreparePosition(from.prepare.toString()))
  return request(new Options().setAll(options), bounds)
}

function request(options: ReadReq.Options, { direction, count }: Bounds): ReadReq {
  options
    .setReadDirection(direction === 'forwards' ? Options.ReadDirection.FORWARDS : Options.ReadDirection.BACKWARDS)
    .setResolveLinks(false)
    .setCount(count.toString())
    .setUuidOption(new Options.UUIDOption().setString(EMPTY))
    .setNoFilter(EMPTY)
  return new ReadReq().setOptions(options)
}
