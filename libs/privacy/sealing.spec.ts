import { inspect } from 'node:util'
import fc from 'fast-check'
import { hydrate } from '#event-log'
import { deriveId, randomUuid, Sealed, type AnyFact, type KeyOwner } from '#kernel'
import { createOpener, createSealer, ERASED, MasterKey, memoryKeys, sealedFromText, sealedToText, type IdentifiedFact, type Keys } from '#privacy'

const SECRET = 'Korban Sintetis 012'
const at = '2026-11-20T03:00:00.000Z'
const person: KeyOwner = { kind: 'subject', id: '00000000-0000-4000-8000-000000000001' }
const note: KeyOwner = { kind: 'record', id: '00000000-0000-4000-8000-000000000002', about: [person.id] }
const fact = (data: object, id = randomUuid()): IdentifiedFact => ({ id, fact: { type: 'Tested', version: 2, data } satisfies AnyFact })

/** As the log does: to bytes and back. */
const stored = (event: { id: string; version: number; data: object }): Record<string, unknown> =>
  hydrate(JSON.parse(JSON.stringify(event.data)), { eventId: event.id, version: event.version }) as Record<string, unknown>

async function roundTrip(keys: Keys, facts: readonly IdentifiedFact[]) {
  const [event] = await createSealer(keys).seal(facts)
  if (!event) throw new Error('one fact was given')
  return { event, data: stored(event) }
}

const sealedAt = (data: unknown, ...path: (string | number)[]): Sealed<unknown> => {
  const found = path.reduce<unknown>((value, key) => (value as Record<string | number, unknown>)[key], data)
  if (!(found instanceof Sealed)) throw new Error('nothing sealed there')
  return found as Sealed<unknown>
}

async function open(keys: Keys, ...values: Sealed<unknown>[]) {
  const opener = createOpener(keys)
  await opener.prepare(values)
  return values.map((value) => opener.open(value))
}

describe('sealing facts', () => {
  it('seals every value wherever it stands, leaves the rest as it is, and opens again', async () => {
    const keys = memoryKeys(MasterKey.random())
    const data = {
      sex: 'P',
      forms: ['fisik', 'psikis'],
      missing: undefined,
      victims: [
        { name: Sealed.plain(person, SECRET) },
        { age: Sealed.plain(person, 31), chronology: Sealed.plain(note, { text: SECRET, words: 3 }) },
      ],
    }
    const { event, data: back } = await roundTrip(keys, [fact(data)])
    expect(JSON.stringify(event)).not.toContain('Sintetis')
    expect(event.data).toMatchObject({ sex: 'P', forms: ['fisik', 'psikis'] })
    expect(Object.keys(event.data)).not.toContain('missing')
    const values = [sealedAt(back, 'victims', 0, 'name'), sealedAt(back, 'victims', 1, 'age'), sealedAt(back, 'victims', 1, 'chronology')]
    expect(await open(keys, ...values)).toEqual([SECRET, 31, { text: SECRET, words: 3 }])
  })

  it('gives the same event byte for byte when a command is tried again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uuid(), fc.jsonValue(), fc.string(), async (id, value, name) => {
        const keys = memoryKeys(MasterKey.random())
        const build = () => fact({ a: Sealed.plain(person, name), list: [Sealed.plain(note, value)] }, id)
        const first = await createSealer(keys).seal([build()])
        await createSealer(keys).seal([fact({ a: Sealed.plain(person, name) })])
        expect(JSON.stringify(await createSealer(keys).seal([build()]))).toBe(JSON.stringify(first))
      }),
      { numRuns: 50 },
    )
  })

  it('names the key after the event that first used it', async () => {
    const keys = memoryKeys(MasterKey.random())
    const first = fact({ name: Sealed.plain(person, SECRET) })
    await createSealer(keys).seal([first, fact({ name: Sealed.plain(person, SECRET) })])
    expect((await keys.find([person.id])).get(person.id)?.keyId).toBe(deriveId(first.id, person.id))
  })

  it('asks for all keys at once, and for none where nothing is sealed', async () => {
    const keys = memoryKeys(MasterKey.random())
    const obtain = jest.fn((requests: Parameters<Keys['obtain']>[0]) => keys.obtain(requests))
    await createSealer({ obtain }).seal([fact({ a: Sealed.plain(person, 1), b: Sealed.plain(note, 2) }), fact({ c: Sealed.plain(person, 3) })])
    expect(obtain).toHaveBeenCalledTimes(1)
    await createSealer({ obtain }).seal([fact({ open: 1 })])
    expect(obtain).toHaveBeenCalledTimes(1)
  })

  it('keeps when the fact happened', async () => {
    const [event] = await createSealer(memoryKeys(MasterKey.random())).seal([
      { id: randomUuid(), fact: { type: 'T', version: 1, at, on: '2026-11-20', data: {} } },
    ])
    expect(event).toMatchObject({ type: 'T', version: 1, at, on: '2026-11-20' })
  })

  it('refuses to copy a sealed value into another event, and makes no key', async () => {
    const keys = memoryKeys(MasterKey.random())
    const { data } = await roundTrip(keys, [fact({ name: Sealed.plain(person, SECRET) })])
    const stranger: KeyOwner = { kind: 'subject', id: randomUuid() }
    const copied = fact({ fresh: Sealed.plain(stranger, 1), name: sealedAt(data, 'name') })
    await expect(createSealer(keys).seal([copied])).rejects.toMatchObject({ code: 'privacy.cannot-seal.already-sealed', path: 'name' })
    expect((await keys.find([stranger.id])).size).toBe(0)
  })

  it.each([
    ['not-json', { a: { b: Sealed.plain(person, undefined) } }],
    ['not-json', { a: new Date(0) }],
    ['owner-kind', { a: Sealed.plain(person, 1), b: Sealed.plain({ kind: 'record', id: person.id, about: [] }, 1) }],
    ['field-name', { 'a.b': Sealed.plain(person, 1) }],
    ['field-name', { $sealed: { o: { s: person.id }, k: '', n: '', c: '' } }],
  ])('refuses what could not be read back as it was (%s)', async (reason, data) => {
    await expect(createSealer(memoryKeys(MasterKey.random())).seal([fact(data)])).rejects.toMatchObject({ reason })
  })

  it('refuses a value about somebody who was erased', async () => {
    const keys = memoryKeys(MasterKey.random())
    await keys.destroySubjectKey(person.id, at)
    for (const value of [Sealed.plain(person, SECRET), Sealed.plain(note, SECRET)]) {
      await expect(createSealer(keys).seal([fact({ value })])).rejects.toMatchObject({ kind: 'rule', code: 'privacy.subject-erased' })
    }
  })
})

describe('opening values', () => {
  it('answers ERASED for the person and every text about them once the key is destroyed', async () => {
    const keys = memoryKeys(MasterKey.random())
    const other: KeyOwner = { kind: 'subject', id: randomUuid() }
    const { data } = await roundTrip(keys, [fact({ a: Sealed.plain(person, SECRET), b: Sealed.plain(note, SECRET), c: Sealed.plain(other, SECRET) })])
    await keys.destroySubjectKey(person.id, at)
    expect(await open(keys, sealedAt(data, 'a'), sealedAt(data, 'b'), sealedAt(data, 'c'))).toEqual([ERASED, ERASED, SECRET])
  })

  it('answers a value that was never sealed', async () => {
    expect(await open(memoryKeys(MasterKey.random()), Sealed.plain(person, SECRET))).toEqual([SECRET])
  })

  it('fetches each owner once', async () => {
    const keys = memoryKeys(MasterKey.random())
    const { data } = await roundTrip(keys, [fact({ a: Sealed.plain(person, 1), b: Sealed.plain(person, 2) })])
    const find = jest.fn((owners: Iterable<string>) => keys.find(owners))
    const opener = createOpener({ find })
    await opener.prepare([sealedAt(data, 'a'), sealedAt(data, 'b')])
    await opener.prepare([sealedAt(data, 'a')])
    expect(find).toHaveBeenCalledTimes(1)
    expect([...(find.mock.calls[0]?.[0] ?? [])]).toEqual([person.id])
  })

  it('refuses a value moved to another field, event, version or owner, and one whose keys were lost: never as erased, never in clear', async () => {
    const keys = memoryKeys(MasterKey.random())
    const other: KeyOwner = { kind: 'subject', id: randomUuid() }
    const { event, data } = await roundTrip(keys, [fact({ name: Sealed.plain(person, SECRET), other: Sealed.plain(other, SECRET) })])
    const content = Sealed.content(sealedAt(data, 'name'))
    if (content.kind !== 'cipher') throw new Error('read back sealed')
    const { cipher } = content
    const moved = [
      Sealed.cipher(person, { ...cipher, path: 'other' }),
      Sealed.cipher(person, { ...cipher, eventId: randomUuid() }),
      Sealed.cipher(person, { ...cipher, version: event.version + 1 }),
      Sealed.cipher(other, cipher),
      Sealed.cipher({ kind: 'subject', id: randomUuid() }, cipher),
    ]
    const reasons: unknown[] = []
    for (const value of moved) {
      const error: unknown = await open(keys, value).catch((thrown: unknown) => thrown)
      expect(inspect(error)).not.toContain('Sintetis')
      reasons.push((error as { reason?: unknown }).reason)
    }
    expect(reasons).toEqual(['changed', 'changed', 'changed', 'other-key', 'key-missing'])
  })

  it('names a wrong master key', async () => {
    const keys = memoryKeys(MasterKey.random())
    const { data } = await roundTrip(keys, [fact({ name: Sealed.plain(person, SECRET) })])
    const wrong: Pick<Keys, 'find'> = {
      find: async (owners) =>
        new Map([...(await keys.find(owners))].map(([id, key]) => [id, key.state === 'live' ? { ...key, unwrap: () => null } : key])),
    }
    const opener = createOpener(wrong)
    await opener.prepare([sealedAt(data, 'name')])
    expect(() => opener.open(sealedAt(data, 'name'))).toThrow(expect.objectContaining({ reason: 'key-unreadable' }))
  })
})

describe('a sealed value as one text for a column', () => {
  it('comes back with its owner and its place, and opens', async () => {
    const keys = memoryKeys(MasterKey.random())
    const { data } = await roundTrip(keys, [
      fact({
        list: [{ 'a|b': Sealed.plain(person, SECRET) }],
        note: Sealed.plain(note, SECRET),
        free: Sealed.plain({ ...note, id: randomUuid(), about: [] }, 1),
      }),
    ])
    for (const value of [sealedAt(data, 'list', 0, 'a|b'), sealedAt(data, 'note'), sealedAt(data, 'free')]) {
      const back = sealedFromText(sealedToText(value))
      expect([back.owner, Sealed.content(back)]).toEqual([value.owner, Sealed.content(value)])
      expect(await open(keys, back)).toEqual(await open(keys, value))
    }
  })

  it('is never made of a value in clear, nor read from another text', () => {
    expect(() => sealedToText(Sealed.plain(person, SECRET))).toThrow(expect.objectContaining({ code: 'privacy.token.plain' }))
    for (const text of ['', SECRET, '1|s|a|b', '2|s|a|b|c|1|n|t|p', '1|x|a|b|c|1|n|t|p']) {
      expect(() => sealedFromText(text)).toThrow(expect.objectContaining({ code: 'privacy.token.malformed' }))
    }
  })
})
