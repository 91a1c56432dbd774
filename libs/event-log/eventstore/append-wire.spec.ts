import { randomBytes, randomInt } from 'node:crypto'
import { Any } from 'google-protobuf/google/protobuf/any_pb'
import { Empty } from 'google-protobuf/google/protobuf/empty_pb'
import { AllStreamPosition, StreamIdentifier, UUID, WrongExpectedVersion } from '@eventstore/db-client/generated/shared_pb'
import { Status } from '@eventstore/db-client/generated/status_pb'
import { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb'
import { randomUuid } from '#kernel'
import { readAnswer, writeAppend, type AppendRequest } from './append-wire'
import { AppendRefused } from './server-faults'

const correlation = (key: number) => new UUID().setString(`00000000-0000-4000-0000-${key.toString(16).padStart(12, '0')}`)

/** The same append, written by the generated classes. */
function generated({ key, stream, expected, events }: AppendRequest): Buffer {
  const options = new BatchAppendReq.Options().setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64')))
  if (expected < 0n) options.setNoStream(new Empty())
  else options.setStreamPosition(expected.toString())
  const messages = events.map(({ id, type, data }) => {
    const message = new BatchAppendReq.ProposedMessage().setId(new UUID().setString(id)).setData(data)
    message.getMetadataMap().set('type', type).set('content-type', 'application/octet-stream')
    return message
  })
  const append = new BatchAppendReq().setCorrelationId(correlation(key)).setOptions(options).setProposedMessagesList(messages).setIsFinal(true)
  return Buffer.from(append.serializeBinary())
}

const event = (bytes: number, type = 'ServiceGiven') => ({ id: randomUuid(), type, data: new Uint8Array(randomBytes(bytes)) })

describe('an append is written as the generated classes write it', () => {
  const EXPECTED = [-1n, 0n, 1n, 127n, 128n, 16_383n, 16_384n, 2n ** 31n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 62n, 2n ** 63n - 1n]
  it.each(EXPECTED)('behind revision %s', (expected) => {
    const append = { key: 7, stream: 'case-a', expected, events: [event(600)] }
    expect(writeAppend(append)).toEqual(generated(append))
  })

  it.each([1, 2, 40, 60, 61, 126, 127, 128, 129, 16_200, 16_383, 16_384, 1_000_000])('of %i bytes', (bytes) => {
    const append = { key: 2 ** 40, stream: 'case-a', expected: 3n, events: [event(bytes), event(1), event(bytes)] }
    expect(writeAppend(append).equals(generated(append))).toBe(true)
  })

  it.each(['a', 'kasus-é', '漢字-😀', 'x'.repeat(126), 'x'.repeat(250), '😀'.repeat(120)])('to or of %s', (name) => {
    const append = { key: 1, stream: name, expected: -1n, events: [event(10, name), event(20)] }
    expect(writeAppend(append)).toEqual(generated(append))
  })

  it('of no event, and of five hundred', () => {
    for (const count of [0, 500]) {
      const events = Array.from({ length: count }, () => event(randomInt(1, 400), 'T'.repeat(randomInt(1, 200))))
      const append = { key: count + 1, stream: 'case-a', expected: 5n, events }
      expect(writeAppend(append).equals(generated(append))).toBe(true)
    }
  })
})

describe('an answer is read as the generated classes read it', () => {
  const structured = (key: bigint) =>
    new UUID().setStructured(new UUID.Structured().setMostSignificantBits('16384').setLeastSignificantBits(key.toString()))
  const written = (revision: bigint, commit: bigint, prepare: bigint) =>
    new BatchAppendResp.Success()
      .setCurrentRevision(revision.toString())
      .setPosition(new AllStreamPosition().setCommitPosition(commit.toString()).setPreparePosition(prepare.toString()))
  const refused = (name: string, details: Uint8Array) => {
    const any = new Any()
    any.pack(details, name)
    return new Status().setMessage('refused').setDetails(any)
  }

  it.each([0n, 1n, 127n, 128n, 2n ** 32n, 2n ** 49n - 1n, 2n ** 49n, 2n ** 53n + 1n, 2n ** 63n - 1n, 2n ** 64n - 1n])(
    'of success at %s, whatever else stands in it',
    (at) => {
      const answer = new BatchAppendResp().setCorrelationId(structured(77n)).setSuccess(written(at, at, at / 2n))
      const said = { revision: at, commit: at, prepare: at / 2n }
      expect(readAnswer(answer.serializeBinary())).toEqual({ key: 77, said })
      answer
        .setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from('case-a').toString('base64')))
        .setStreamPosition('18446744073709551615')
      expect(readAnswer(answer.serializeBinary())).toEqual({ key: 77, said })
      // fields of a later version, of every kind
      const later = Buffer.from([0x7d, 1, 2, 3, 4, 0x79, 1, 2, 3, 4, 5, 6, 7, 8, 0x7a, 2, 9, 9, 0x78, 0xff, 1])
      expect(readAnswer(Buffer.concat([later, answer.serializeBinary(), later]))).toEqual({ key: 77, said })
      expect(readAnswer(answer.setCorrelationId(correlation(2 ** 41)).serializeBinary())).toEqual({ key: 2 ** 41, said })
    },
  )

  it('of success without a position: a refusal, nothing says where the events stand', () => {
    const answer = new BatchAppendResp().setCorrelationId(structured(3n)).setSuccess(new BatchAppendResp.Success().setCurrentRevision('4'))
    expect(readAnswer(answer.serializeBinary())).toEqual({ key: 3, said: new AppendRefused('') })
  })

  it.each([structured(9n), correlation(9)])('of refusal: where the stream stands, or the server’s reason (%#)', (id) => {
    const read = (status: Status) => readAnswer(new BatchAppendResp().setCorrelationId(id).setError(status).serializeBinary())
    const name = 'event_store.client.WrongExpectedVersion'
    const standing = new WrongExpectedVersion().setCurrentStreamRevision('8')
    expect(read(refused(name, standing.serializeBinary()))).toEqual({ key: 9, said: { current: 8n } })
    const none = new WrongExpectedVersion().setCurrentNoStream(new Empty())
    expect(read(refused(name, none.serializeBinary()))).toEqual({ key: 9, said: { current: null } })
    const deleted = readAnswer(
      new BatchAppendResp().setCorrelationId(id).setError(refused('event_store.client.StreamDeleted', new Uint8Array())).serializeBinary(),
    )
    expect([deleted.key, deleted.said]).toEqual([9, new AppendRefused('event_store.client.StreamDeleted')])
    expect((deleted.said as AppendRefused).detail).toBe('event_store.client.StreamDeleted')
  })

  it('that is cut off, or no answer at all, is an error, never a success', () => {
    const whole = new BatchAppendResp()
      .setCorrelationId(structured(300n))
      .setSuccess(written(5n, 70_000n, 70_000n))
      .serializeBinary()
    for (let length = 0; length < whole.length; length++) {
      let said: unknown
      try {
        ;({ said } = readAnswer(whole.subarray(0, length)))
      } catch (error) {
        said = error
      }
      expect(said).toBeInstanceOf(Error)
    }
  })
})
