import fc from 'fast-check'
import { Sealed } from '#kernel'
import { chainUpcasters, type RawEvent, type Upcaster } from './upcast'

const up = (type: string, from: number, to: Partial<RawEvent> = {}): Upcaster => ({
  type,
  from,
  up: (event) => ({ ...event, version: from + 1, data: { ...event.data, [`from${from}`]: true }, ...to }),
})
const event = (type: string, version: number): RawEvent => ({ type, version, data: { own: 'field' } })
const chain = (type: string, length: number): readonly Upcaster[] => Array.from({ length }, (_, index) => up(type, index + 1))

describe('joined upcasters', () => {
  it('bring any version to the newest, each step once and in order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 13 }), (length, version) => {
        fc.pre(version <= length + 1)
        const shaped = chainUpcasters(chain('A', length))(event('A', version))
        expect(shaped.version).toBe(length + 1)
        const steps = Array.from({ length: length + 1 - version }, (_, index) => `from${version + index}`)
        expect(Object.keys(shaped.data)).toEqual(['own', ...steps])
      }),
    )
  })

  it('do the same in whatever order they are listed', () => {
    const steps = [...chain('A', 4), ...chain('B', 3)]
    fc.assert(
      fc.property(
        fc.shuffledSubarray(steps, { minLength: steps.length }),
        fc.constantFrom('A', 'B'),
        fc.integer({ min: 1, max: 5 }),
        (order, type, version) => {
          expect(chainUpcasters(order)(event(type, version))).toEqual(chainUpcasters(steps)(event(type, version)))
        },
      ),
    )
  })

  it('go on from where an earlier run stopped: twice is once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 9 }), (length, version) => {
        const upcast = chainUpcasters(chain('A', length))
        const once = upcast(event('A', version))
        expect(upcast(once)).toEqual(once)
      }),
    )
  })

  it('leave alone what they do not know: another type, a newer version, and the event itself', () => {
    const upcast = chainUpcasters(chain('A', 2))
    for (const one of [event('B', 1), event('A', 3), event('A', 9)]) expect(upcast(one)).toBe(one)
    const written = Object.freeze({ ...event('A', 1), data: Object.freeze({ own: 'field' }) })
    expect(upcast(written)).toEqual({ type: 'A', version: 3, data: { own: 'field', from1: true, from2: true } })
    expect(written).toEqual(event('A', 1))
    expect(chainUpcasters([])(written)).toBe(written)
  })

  it('follow an event through a change of its name', () => {
    const upcast = chainUpcasters([up('Old', 1), up('Old', 2, { type: 'New', version: 1 }), up('New', 1)])
    expect(upcast(event('Old', 1))).toEqual({ type: 'New', version: 2, data: { own: 'field', from1: true, from2: true } })
  })

  it('keep a sealed value bound to the version it was written under', () => {
    const cipher = { keyId: 'k', nonce: 'n', text: 't', eventId: 'e', path: 'name', version: 1 }
    const name = Sealed.cipher<string, 'direct'>({ kind: 'subject', id: 's' }, cipher)
    const shaped = chainUpcasters(chain('A', 2))({ type: 'A', version: 1, data: { name } })
    expect(shaped.version).toBe(3)
    expect(Sealed.content((shaped.data as { readonly name: Sealed<string> }).name)).toEqual({ kind: 'cipher', cipher })
  })

  it('refuse two steps from one place, a step that stands still, and a round', () => {
    expect(() => chainUpcasters([up('A', 1), up('A', 1)])).toThrow('two upcasters from A v1')
    expect(() => chainUpcasters([up('A', 1, { version: 1 })])(event('A', 1))).toThrow('stands still')
    expect(() => chainUpcasters([up('A', 2, { version: 1 })])(event('A', 2))).toThrow('stands still')
    const round = chainUpcasters([up('A', 1, { type: 'B', version: 1 }), up('B', 1, { type: 'A', version: 1 })])
    expect(() => round(event('A', 1))).toThrow('goes round')
  })
})
