import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { decode, encodeAppend, envelopeHead, hashOf, STREAM_CLOSED } from './codec'
import { EventUnreadable, InvalidPayload } from './errors'
import type { AppendContext, EventToAppend, Json } from './port'
import { fromPosition, ORIGIN, toPosition } from './position'
import { chainUpcasters } from './upcast'

const id = '0b0e7c7e-27a5-5b8e-8a39-0f0a7c3c1d11'
const context: AppendContext = {
  recordedAt: '2026-11-20T03:42:00.000Z',
  actor: { kind: 'user', id: '7d444840-9dc0-41d1-b245-5ffdce74fad2', role: 'case-manager' },
  unit: 'uptd-contoh',
  commandId: '5fd4be1e-9dbc-5b5e-8f7a-0d5f0a4bd0a5',
  correlationId: '9b2f4b0e-3f3e-4c58-9d55-0a1c6d9f0c77',
  causationId: null,
}
const event: EventToAppend = { id, type: 'ReferralSent', version: 2, on: '2026-11-20', data: { kecamatan: 'Lima Puluh', n: 1, sealed: null } }

describe('the stored bytes of an event', () => {
  it('are these, for good: hashes and chains of every log written so far stand on them', () => {
    const [encoded] = encodeAppend('case-1', [event], context)
    const envelope = Buffer.concat([envelopeHead(3n, 'ab'.repeat(32)), encoded?.envelopeTail ?? Buffer.alloc(0)])
    expect(envelope.toString()).toBe(
      `{"revision":"3","previousHash":"${'ab'.repeat(32)}","id":"${id}","type":"ReferralSent","version":2,"stream":"case-1","on":"2026-11-20",` +
        '"recordedAt":"2026-11-20T03:42:00.000Z","actor":{"kind":"user","id":"7d444840-9dc0-41d1-b245-5ffdce74fad2","role":"case-manager"},' +
        '"unit":"uptd-contoh","commandId":"5fd4be1e-9dbc-5b5e-8f7a-0d5f0a4bd0a5","correlationId":"9b2f4b0e-3f3e-4c58-9d55-0a1c6d9f0c77","causationId":null}',
    )
    expect(encoded?.data.toString()).toBe('{"kecamatan":"Lima Puluh","n":1,"sealed":null}')
    const bytes = Buffer.concat([envelope, encoded?.data ?? Buffer.alloc(0)])
    expect(hashOf(envelope, encoded?.data ?? Buffer.alloc(0))).toEqual(createHash('sha256').update(bytes).digest())
    expect(envelope.toString()).not.toContain('position')
  })

  it('come back as what was written, whatever JSON it was', () => {
    fc.assert(
      fc.property(fc.dictionary(storableText(), fc.jsonValue({ stringUnit: 'grapheme' })), (data) => {
        const json = JSON.parse(JSON.stringify(data).replaceAll('\\u0000', '')) as { readonly [key: string]: Json }
        const [encoded] = encodeAppend('case-1', [{ ...event, data: json }], context)
        const envelope = Buffer.concat([envelopeHead(0n, ''), encoded?.envelopeTail ?? Buffer.alloc(0)]).toString()
        const read = decode({ position: toPosition(1n), hash: '', envelope, data: encoded?.data.toString() ?? '' })
        expect(read.data).toEqual(json)
        expect(JSON.stringify(read.data)).toBe(encoded?.data.toString())
      }),
    )
  })
})

describe('what is stored but is no event', () => {
  const envelope = {
    ...{ revision: '0', previousHash: '', id, type: 'ReferralSent', version: 1, stream: 'case-1', recordedAt: context.recordedAt },
    ...{ actor: context.actor, unit: null, commandId: id, correlationId: id, causationId: null },
  }
  const read = (changed: object, data = '{}') =>
    decode({ position: toPosition(1n), hash: '', envelope: JSON.stringify({ ...envelope, ...changed }), data })

  it('is not read as one', () => {
    expect(read({}).type).toBe('ReferralSent')
    expect(read({ recordedAt: '2026-11-20T03:42:00Z' }).recordedAt).toBe('2026-11-20T03:42:00Z')
    for (const recordedAt of ['zzz', '', '2026-11-20', '2026-11-20T03:42:00.000+07:00', null])
      expect(() => read({ recordedAt })).toThrow(EventUnreadable)
    for (const revision of ['', '-1', '1.0', '9'.repeat(400_000)]) expect(() => read({ revision })).toThrow(EventUnreadable)
    const deep = `{"a":{"$sealed":0},"b":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
    for (const data of ['[]', '[{}]', 'null', '7', '"x"', deep]) expect(() => read({}, data)).toThrow(EventUnreadable)
  })
})

describe('an append', () => {
  it('is recorded at a moment of one form, of which the latest is the greatest text, and of a version every adapter can keep', () => {
    for (const recordedAt of ['2026-11-20T03:42:00Z', '2026-11-20T03:42:00.5Z', '2026-11-20', '+012026-11-20T03:42:00.000Z'])
      expect(() => encodeAppend('case-1', [event], { ...context, recordedAt })).toThrow(InvalidPayload)
    for (const version of [0, -1, 1.5, 2 ** 31]) expect(() => encodeAppend('case-1', [{ ...event, version }], context)).toThrow(InvalidPayload)
    expect(encodeAppend('case-1', [{ ...event, version: 2 ** 31 - 1 }], context)).toHaveLength(1)
  })

  it('has nothing after the event that closes its stream', () => {
    const close = { id: 'f3f6b9a6-52a5-5b0c-a5c7-6b5f3f6c4a10', type: STREAM_CLOSED, version: 1, data: {} }
    expect(encodeAppend('case-1', [event, close], context)).toHaveLength(2)
    expect(() => encodeAppend('case-1', [close, event], context)).toThrow(InvalidPayload)
  })
})

describe('a position', () => {
  it('orders as text as it does as a number', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), (a, b) => {
        expect(toPosition(a) < toPosition(b)).toBe(a < b)
        expect(fromPosition(toPosition(a))).toBe(a)
      }),
    )
    expect(fromPosition(null)).toBe(0n)
    expect(ORIGIN < toPosition(1n)).toBe(true)
  })

  it('of another log is refused', () => {
    expect(() => fromPosition('C:12/P:12')).toThrow(RangeError)
  })
})

describe('upcasters', () => {
  const up = (version: number) => (raw: { type: string; version: number; data: object }) => ({ ...raw, version })

  it('follow each other as far as they lead, also to another type', () => {
    const upcast = chainUpcasters([
      { type: 'A', from: 1, up: up(2) },
      { type: 'A', from: 2, up: (raw) => ({ ...raw, type: 'B', version: 1 }) },
      { type: 'B', from: 1, up: up(5) },
    ])
    expect(upcast({ type: 'A', version: 1, data: {} })).toEqual({ type: 'B', version: 5, data: {} })
    expect(upcast({ type: 'C', version: 1, data: {} })).toEqual({ type: 'C', version: 1, data: {} })
  })

  it('may not start at one place twice, nor stand still', () => {
    expect(() =>
      chainUpcasters([
        { type: 'A', from: 1, up: up(2) },
        { type: 'A', from: 1, up: up(3) },
      ]),
    ).toThrow('two upcasters')
    const still = chainUpcasters([{ type: 'A', from: 1, up: up(1) }])
    expect(() => still({ type: 'A', version: 1, data: {} })).toThrow('stands still')
  })
})

function storableText(): fc.Arbitrary<string> {
  return fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\u0000'))
}
