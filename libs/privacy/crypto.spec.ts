import { createCipheriv, createHmac, hkdfSync } from 'node:crypto'
import fc from 'fast-check'
import { canonicalJson } from './canonical-json'
import { frame, nonceKeyOf, openText, sealText, type Binding } from './crypto'

const key = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes))
const binding: fc.Arbitrary<Binding> = fc.record({
  eventId: fc.uuid(),
  ownerId: fc.uuid(),
  path: fc.string({ minLength: 1 }),
  version: fc.integer({ min: 1, max: 99 }),
  keyId: fc.uuid(),
})
const seal = (ownerKey: Buffer, place: Binding, text: string) => sealText(ownerKey, nonceKeyOf(ownerKey), place, text)

describe('sealing a text', () => {
  it('gives the same bytes for the same event, field and value, and opens to what it was', () => {
    fc.assert(
      fc.property(key, binding, fc.string({ unit: 'binary' }), (ownerKey, place, text) => {
        const first = seal(ownerKey, place, text)
        expect(seal(Buffer.from(ownerKey), { ...place }, text)).toEqual(first)
        expect(openText(ownerKey, place, first)).toBe(text)
      }),
    )
  })

  it('never uses one nonce for two texts, fields or events under one key', () => {
    fc.assert(
      fc.property(key, binding, binding, fc.string(), fc.string(), (ownerKey, a, b, one, other) => {
        fc.pre(a.eventId !== b.eventId || a.path !== b.path || one !== other)
        expect(seal(ownerKey, a, one).nonce).not.toBe(seal(ownerKey, b, other).nonce)
      }),
    )
  })

  it.each(['eventId', 'ownerId', 'path', 'version', 'keyId'] as const)('opens nowhere but in its own %s', (field) => {
    fc.assert(
      fc.property(key, binding, binding, fc.string(), (ownerKey, place, elsewhere, text) => {
        fc.pre(place[field] !== elsewhere[field])
        expect(openText(ownerKey, { ...place, [field]: elsewhere[field] }, seal(ownerKey, place, text))).toBeNull()
      }),
    )
  })

  it('opens under no other key and with no byte changed, cut or added', () => {
    fc.assert(
      fc.property(key, key, binding, fc.string(), fc.nat(), (ownerKey, otherKey, place, text, at) => {
        fc.pre(!ownerKey.equals(otherKey))
        const sealed = seal(ownerKey, place, text)
        const bytes = Buffer.from(sealed.text, 'base64')
        const changed = Buffer.from(bytes)
        changed[at % changed.length] = (changed[at % changed.length] ?? 0) ^ 1
        const broken = [changed, bytes.subarray(1), bytes.subarray(0, -1), Buffer.concat([bytes, bytes.subarray(0, 1)]), Buffer.alloc(0)]
        for (const body of broken) expect(openText(ownerKey, place, { ...sealed, text: body.toString('base64') })).toBeNull()
        expect(openText(otherKey, place, sealed)).toBeNull()
        expect(openText(ownerKey, place, { ...sealed, nonce: '' })).toBeNull()
      }),
    )
  })

  it('is what the design says, computed here from its words', () => {
    const ownerKey = Buffer.alloc(32, 7)
    const place: Binding = { eventId: 'e', ownerId: 'o', path: 'p', version: 3, keyId: 'k' }
    const nonceKey = Buffer.from(hkdfSync('sha256', ownerKey, '', 'teduh/seal-nonce/v1', 32))
    const nonce = createHmac('sha256', nonceKey).update('1:e1:p4:"Ya"').digest().subarray(0, 12)
    const cipher = createCipheriv('aes-256-gcm', ownerKey, nonce).setAAD(Buffer.from('1:e1:o1:p1:31:k'))
    const text = Buffer.concat([cipher.update('"Ya"'), cipher.final(), cipher.getAuthTag()])
    expect(seal(ownerKey, place, '"Ya"')).toEqual({ nonce: nonce.toString('base64'), text: text.toString('base64') })
  })
})

describe('framing', () => {
  it('gives two different lists two different texts', () => {
    const list = fc.array(fc.string({ unit: fc.constantFrom('1', ':', 'a', '2') }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(list, list, (a, b) => {
        expect(frame(...a).equals(frame(...b))).toBe(a.length === b.length && a.every((field, index) => field === b[index]))
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('canonical JSON', () => {
  it('is JSON that reads back to the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) =>
        expect(JSON.parse(canonicalJson(value) ?? '')).toEqual(JSON.parse(JSON.stringify(value))),
      ),
    )
  })

  it('does not depend on the order in which fields were typed', () => {
    expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null, x: undefined })).toBe('{"a":null,"b":[{"c":2,"d":1}]}')
  })

  it.each([undefined, Number.NaN, new Date(0), 1n, [undefined], { a: new Map() }, () => 1])(
    'refuses %p, which JSON would lose or change',
    (value) => {
      expect(canonicalJson(value)).toBeNull()
    },
  )
})
