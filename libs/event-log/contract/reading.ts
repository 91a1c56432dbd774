import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { randomUuid, Sealed } from '#kernel'
import { UNREADABLE } from '../codec'
import { StreamNotFound } from '../errors'
import type { Json } from '../port'
import { sealedToJson } from '../sealed-json'
import { STREAM_PAGE } from '../stream-pages'
import { chainUpcasters, type RawEvent } from '../upcast'
import { collected, idsOf, newContext, newEvent, newEvents, newStream, type LogUnderTest } from './log-under-test'

export function reading(it: jest.It, subject: () => LogUnderTest): void {
  const streamOf = async (count: number): Promise<{ stream: string; ids: string[] }> => {
    const stream = newStream()
    const events = newEvents(count)
    await subject().log.append(stream, 'no-stream', events, newContext())
    return { stream, ids: idsOf(events) }
  }

  it('reads forwards, backwards and ranges', async () => {
    const { log } = subject()
    const { stream, ids } = await streamOf(10)
    const back = [...ids].reverse()
    const read = async (options?: Parameters<typeof log.readStream>[1]) => idsOf(await collected(log.readStream(stream, options)))
    expect(await read()).toEqual(ids)
    expect(await read({ from: 3n })).toEqual(ids.slice(3))
    expect(await read({ from: 3n, limit: 4 })).toEqual(ids.slice(3, 7))
    expect(await read({ direction: 'backwards' })).toEqual(back)
    expect(await read({ direction: 'backwards', limit: 2 })).toEqual(back.slice(0, 2))
    expect(await read({ direction: 'backwards', from: 4n })).toEqual(back.slice(5))
    expect(await read({ direction: 'backwards', from: 4n, limit: 3 })).toEqual(back.slice(5, 8))
    expect(await read({ direction: 'backwards', from: 99n, limit: 1 })).toEqual(back.slice(0, 1))
  })

  it('tells a missing stream from an empty range', async () => {
    const { log } = subject()
    const { stream } = await streamOf(2)
    expect(await collected(log.readStream(stream, { from: 2n }))).toEqual([])
    expect(await collected(log.readStream(stream, { from: 2n ** 70n }))).toEqual([])
    expect(await collected(log.readStream(stream, { limit: 0 }))).toEqual([])
    for (const missing of [newStream(), '', 'case-\u0000']) {
      await expect(collected(log.readStream(missing))).rejects.toBeInstanceOf(StreamNotFound)
      await expect(collected(log.readStream(missing, { direction: 'backwards' }))).rejects.toBeInstanceOf(StreamNotFound)
    }
  })

  it('keeps unicode, null, numbers, nesting and the order of keys', async () => {
    const { log } = subject()
    const stream = newStream()
    const data = {
      z: null,
      a: 'Kěcamatan 😀 \u2028 "\\u0000" \u0001',
      n: [0, -1.5, 1e300, 2 ** 53],
      deep: { x: { y: [true, { z: '' }] } },
      '': 'empty key',
    }
    await log.append(stream, 'any', [newEvent(data)], newContext())
    const [event] = await collected(log.readStream(stream))
    expect(event?.data).toEqual(data)
    expect(Object.keys(event?.data ?? {})).toEqual(Object.keys(data))
  })

  it('keeps keys that objects have of themselves, sealed values under them, and the numbers at the edges', async () => {
    const { log } = subject()
    const stream = newStream()
    const name = sealedToJson({ kind: 'subject', id: randomUuid() }, { keyId: randomUuid(), nonce: 'bm9uY2U', text: 'dGV4dA' })
    const odd = `{"__proto__":{"polluted":true,"name":${JSON.stringify(name)}},"constructor":null,"toString":"t","hasOwnProperty":[0]}`
    const numbers = JSON.stringify([1e21, Number.MIN_VALUE, Number.MAX_VALUE, 2 ** 53 + 2, 0.1])
    const data = JSON.parse(`{"odd":${odd},"numbers":${numbers}}`) as { readonly [key: string]: Json }
    await log.append(stream, 'any', [newEvent(data)], newContext())
    const [event] = await collected(log.readStream(stream))
    const read = event?.data as { readonly odd: Readonly<Record<string, unknown>>; readonly numbers: readonly number[] }
    expect(Object.keys(read.odd)).toEqual(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])
    const own = Object.getOwnPropertyDescriptor(read.odd, '__proto__')?.value as { readonly name: Sealed<string> }
    expect(Sealed.content(own.name)).toMatchObject({ kind: 'cipher', cipher: { path: 'odd.__proto__.name' } })
    expect(read.numbers).toEqual(JSON.parse(numbers))
    expect('polluted' in {}).toBe(false)
    expect(await log.append(stream, 'any', [{ ...newEvent(data), id: event?.id ?? '' }], newContext())).toMatchObject({
      revision: 0n,
      repeated: true,
    })
  })

  it('keeps the envelope: dates, actor, unit, command, correlation and causation', async () => {
    const { log } = subject()
    const stream = newStream()
    const context = newContext({ actor: { kind: 'user', id: randomUuid(), role: 'head', importId: randomUuid() }, causationId: randomUuid() })
    const event = newEvent({}, { at: '2026-11-19T23:30:00.000Z', on: '2026-11-20' })
    await log.append(stream, 'any', [event, newEvent()], context)
    const [first, second] = await collected(log.readStream(stream))
    expect(first).toMatchObject({ ...event, ...context, stream, revision: 0n, previousHash: '' })
    expect(first?.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(second).toMatchObject({ revision: 1n, previousHash: first?.hash })
    expect(second && ('at' in second || 'on' in second)).toBe(false)
  })

  it('gives an unknown type back as it was written', async () => {
    const { open } = subject()
    const log = open({ upcast: chainUpcasters([{ type: 'Known', from: 1, up: (event) => ({ ...event, version: 2 }) }]) })
    const stream = newStream()
    const event = newEvent({ any: ['thing'] }, { type: 'NeverHeardOf', version: 41 })
    await log.append(stream, 'any', [event], newContext())
    expect((await collected(log.readStream(stream)))[0]).toMatchObject({ type: 'NeverHeardOf', version: 41, data: { any: ['thing'] } })
  })

  it('brings an old version to the present one step by step', async () => {
    const { open } = subject()
    const log = open({
      upcast: chainUpcasters([
        { type: 'NoteTaken', from: 2, up: (event) => ({ ...event, version: 3, data: { ...event.data, third: true } }) },
        { type: 'NoteTaken', from: 1, up: (event) => ({ ...event, version: 2, data: { ...event.data, second: true } }) },
      ]),
    })
    const stream = newStream()
    await log.append(stream, 'any', [newEvent({ n: 1 }), newEvent({ n: 2 }, { version: 2 }), newEvent({ n: 3 }, { version: 3 })], newContext())
    const events = await collected(log.readStream(stream))
    expect(events.map(({ version, data }) => [version, data])).toEqual([
      [3, { n: 1, second: true, third: true }],
      [3, { n: 2, third: true }],
      [3, { n: 3 }],
    ])
    expect((await collected(log.readAll(null))).filter((event) => event.stream === stream).map(({ version }) => version)).toEqual([3, 3, 3])
  })

  it('brings an event to another name', async () => {
    const log = subject().open({
      upcast: chainUpcasters([
        { type: 'NoteTaken', from: 1, up: (event) => ({ ...event, type: 'RemarkMade', version: 1 }) },
        { type: 'RemarkMade', from: 1, up: (event) => ({ ...event, version: 2 }) },
      ]),
    })
    const stream = newStream()
    await log.append(stream, 'any', [newEvent()], newContext())
    expect((await collected(log.readStream(stream)))[0]).toMatchObject({ type: 'RemarkMade', version: 2 })
  })

  it('gives an event that cannot be read its place, so that those around it are read', async () => {
    const failing = (event: RawEvent): RawEvent => {
      if ('broken' in event.data) throw new TypeError('no such field')
      return { ...event, version: 2 }
    }
    const log = subject().open({ upcast: chainUpcasters([{ type: 'NoteTaken', from: 1, up: failing }]) })
    const stream = newStream()
    const events = [newEvent(), newEvent({ broken: true }), newEvent()]
    await log.append(stream, 'any', events, newContext())
    const expected = [
      { type: 'NoteTaken', version: 2 },
      { type: UNREADABLE, version: 0, data: {}, recordedAt: '2026-11-20T03:42:00.000Z' },
      { type: 'NoteTaken', version: 2 },
    ].map((event, index) => ({ ...event, stream, revision: BigInt(index), id: events[index]?.id }))
    expect(await collected(log.readStream(stream))).toMatchObject(expected)
    expect((await collected(log.readStream(stream, { direction: 'backwards' }))).reverse()).toMatchObject(expected)
    expect((await collected(log.readAll(null))).filter((event) => event.stream === stream)).toMatchObject(expected)
    const filtered = await collected(log.readAll(null, { filter: { streamPrefix: stream }, pageSize: 2 }))
    expect(filtered).toMatchObject(expected)
  })

  it('gives sealed fields back sealed, bound to the event, path and version they were written under', async () => {
    const { open } = subject()
    const log = open({ upcast: chainUpcasters([{ type: 'NoteTaken', from: 1, up: (event) => ({ ...event, version: 2 }) }]) })
    const [stream, person, record, keyId] = [newStream(), randomUuid(), randomUuid(), randomUuid()]
    const name = sealedToJson({ kind: 'subject', id: person }, { keyId, nonce: 'bm9uY2U', text: 'dGV4dA' })
    const note = sealedToJson({ kind: 'record', id: record, about: [person] }, { keyId, nonce: 'bm9uY2U', text: 'dGV4dA' })
    const event = newEvent({ name, profile: { x: name }, list: [note], notSealed: { $sealed: 'a word' } })
    await log.append(stream, 'any', [event], newContext())
    const [read] = await collected(log.readStream(stream))
    const data = read?.data as { name: Sealed<string>; profile: { x: Sealed<string> }; list: [Sealed<string>]; notSealed: unknown }
    const cipher = (path: string) => ({ kind: 'cipher', cipher: { keyId, nonce: 'bm9uY2U', text: 'dGV4dA', eventId: event.id, path, version: 1 } })
    expect(read?.version).toBe(2)
    expect(Sealed.content(data.name)).toEqual(cipher('name'))
    expect(data.name.owner).toEqual({ kind: 'subject', id: person })
    expect(Sealed.content(data.profile.x)).toEqual(cipher('profile.x'))
    expect(Sealed.content(data.list[0])).toEqual(cipher('list.0'))
    expect(data.list[0].owner).toEqual({ kind: 'record', id: record, about: [person] })
    expect(data.notSealed).toEqual({ $sealed: 'a word' })
  })

  it('reads 10 000 events of a stream page by page in bounded memory', async () => {
    const { log } = subject()
    const stream = newStream()
    for (let batch = 0; batch < 10; batch++) await log.append(stream, 'any', newEvents(1_000), newContext())
    const collectGarbage = garbageCollector()
    let count = 0
    let highest = 0
    collectGarbage()
    const start = process.memoryUsage().heapUsed
    for await (const page of log.readStream(stream)) {
      expect(page.length).toBeLessThanOrEqual(STREAM_PAGE)
      count += page.length
      collectGarbage()
      highest = Math.max(highest, process.memoryUsage().heapUsed - start)
    }
    expect(count).toBe(10_000)
    // one page of 1 000 events with its text is about 2 MB
    expect(highest).toBeLessThan(12 * 1024 * 1024)
  })
}

function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc') as () => void
}
