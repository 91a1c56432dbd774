import { once } from 'node:events'
import { status, type ServerWritableStream } from '@grpc/grpc-js'
import { ReadReq, type ReadResp } from '@eventstore/db-client/generated/streams_pb'
import { caughtUp, checkpoint, confirmed, failure, nameOf, readEvent, streamDeleted, streamNotFound } from './messages'
import type { Records, StoredRecord } from './records'

export type ReadCall = ServerWritableStream<ReadReq, ReadResp>

const BACKWARDS = ReadReq.Options.ReadDirection.BACKWARDS
/** Events the node looks at between checkpoints of a filtered subscription, for an interval of 1 */
const SEARCH_WINDOW = 32

/** Sends what a read asks for, then ends the call. */
export async function answerRead(records: Records, call: ReadCall, options: ReadReq.Options): Promise<void> {
  const stream = options.getStream()
  const backwards = options.getReadDirection() === BACKWARDS
  const count = Number(options.getCount())
  if (count === 0) return fail(call, `Unexpected ${stream ? 'ReadStreamResult' : 'ReadAllResult'}: Error`)
  const found = stream ? ofStream(records, call, stream, backwards) : ofAll(records, call, options.getAll(), backwards)
  if (!found) return
  for (const record of found.slice(0, count)) if (!(await send(call, readEvent(record)))) return
  call.end()
}

function ofStream(records: Records, call: ReadCall, options: ReadReq.Options.StreamOptions, backwards: boolean): readonly StoredRecord[] | undefined {
  const name = nameOf(options.getStreamIdentifier())
  const standing = records.read(name)
  if (standing === 'missing') {
    call.write(streamNotFound(name))
    call.end()
    return undefined
  }
  if (standing === 'deleted') {
    call.emit('error', streamDeleted(name))
    return undefined
  }
  if (options.hasStart()) return backwards ? standing.slice(0, 1) : standing
  if (options.hasEnd()) return backwards ? standing.toReversed() : []
  const from = BigInt(options.getRevision())
  return backwards ? standing.filter(({ revision }) => revision <= from).toReversed() : standing.filter(({ revision }) => revision >= from)
}

function ofAll(
  records: Records,
  call: ReadCall,
  options: ReadReq.Options.AllOptions | undefined,
  backwards: boolean,
): readonly StoredRecord[] | undefined {
  if (options?.hasStart()) return backwards ? [] : records.all.slice()
  if (options?.hasEnd()) return backwards ? records.all.toReversed() : []
  const from = BigInt(options?.getPosition()?.getCommitPosition() ?? 0)
  if (from < (records.all.at(-1)?.position ?? 0n) && !stands(records, from)) {
    fail(call, 'Unexpected ReadAllResult: Error')
    return undefined
  }
  return backwards ? records.all.filter(({ position }) => position < from).toReversed() : records.all.slice(firstAt(records, from))
}

/** Sends what stands after a position or revision, says `caughtUp` once, and stays until the call ends. */
export async function answerSubscription(records: Records, call: ReadCall, options: ReadReq.Options, id: string): Promise<void> {
  const wanted = wantedBy(options)
  let next = startOf(records, options)
  let looked = 0
  let told = false
  let wake: () => void = () => undefined
  const stop = records.onWritten(() => wake())
  call.on('cancelled', () => wake())
  try {
    await send(call, confirmed(id))
    for (;;) {
      if (call.cancelled || call.writableEnded || call.destroyed) return
      const record = records.all[next]
      if (!record) {
        if (!told && !(await send(call, caughtUp()))) return
        told = true
        if (records.all[next]) continue
        await new Promise<void>((resolve) => (wake = resolve))
        continue
      }
      next++
      if (wanted(record) && !(await send(call, readEvent(record)))) return
      if (++looked % checkpointInterval(options) === 0 && options.hasFilter() && !(await send(call, checkpoint(record.position)))) return
    }
  } finally {
    stop()
  }
}

function startOf(records: Records, options: ReadReq.Options): number {
  const stream = options.getStream()
  if (stream) {
    if (stream.hasStart()) return 0
    if (stream.hasEnd()) return records.all.length
    const name = nameOf(stream.getStreamIdentifier())
    const after = records.all.findIndex((record) => record.stream === name && record.revision > BigInt(stream.getRevision()))
    return after < 0 ? records.all.length : after
  }
  const all = options.getAll()
  if (!all || all.hasStart()) return 0
  if (all.hasEnd()) return records.all.length
  return firstAt(records, BigInt(all.getPosition()?.getCommitPosition() ?? 0) + 1n)
}

function wantedBy(options: ReadReq.Options): (record: StoredRecord) => boolean {
  const stream = options.getStream()
  if (stream) {
    const name = nameOf(stream.getStreamIdentifier())
    return (record) => record.stream === name
  }
  const filter = options.getFilter()
  const expression = filter?.getStreamIdentifier() ?? filter?.getEventType()
  if (!filter || !expression) return () => true
  const regex = expression.getRegex() === '' ? undefined : new RegExp(expression.getRegex())
  const prefixes = expression.getPrefixList()
  return (record) => {
    const text = filter.hasStreamIdentifier() ? record.stream : record.type
    return regex ? regex.test(text) : prefixes.some((prefix) => text.startsWith(prefix))
  }
}

function checkpointInterval(options: ReadReq.Options): number {
  const filter = options.getFilter()
  return (filter?.getCheckpointintervalmultiplier() || 1) * (filter?.getMax() || SEARCH_WINDOW)
}

/** Index of the first record at or after a position. */
function firstAt({ all }: Records, position: bigint): number {
  let low = 0
  let high = all.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((all[middle]?.position ?? position) < position) low = middle + 1
    else high = middle
  }
  return low
}

const stands = (records: Records, position: bigint): boolean => position === 0n || records.all[firstAt(records, position)]?.position === position

const fail = (call: ReadCall, details: string): void => void call.emit('error', failure(status.UNKNOWN, details))

/** Waits for a slow reader. @returns false once the call is over */
async function send(call: ReadCall, message: ReadResp): Promise<boolean> {
  if (call.cancelled || call.destroyed || call.writableEnded) return false
  if (call.write(message)) return true
  const waiting = new AbortController()
  const events = ['drain', 'cancelled', 'close'].map((name) => once(call, name, waiting))
  await Promise.race(events)
  waiting.abort()
  await Promise.allSettled(events)
  return !call.cancelled
}
