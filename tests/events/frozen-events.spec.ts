import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import { population } from '#annual-reports'
import { caseAggregate } from '#cases'
import { decode, hashOf, MemoryEventLog, type StoredEvent, type StoredText } from '#event-log'
import { registerImport } from '#imports'
import { institutionAggregate } from '#institutions'
import { Sealed, type AnyFact, type Decider, type Recorded } from '#kernel'
import { createOpener, type Opener } from '#privacy'
import { readModels } from '#read-models'
import { residentAggregate, shelterAggregate } from '#shelters'
import { catchUp, openReadModelLab, type ReadModelLab } from '#testing'
import { eventFamilies, upcastEvent } from '#workspace'
import { frozenEvents, frozenFolders, frozenKeys } from '../../infra/events/frozen-events'
import { readReleased, schemaFile } from '../../infra/events/release-list'

// Every event type that was ever released, as the bytes that a log holds: this program reads all of them.

const ROOT = resolve(__dirname, '..', '..')

interface Envelope {
  readonly type: string
  readonly version: number
  readonly stream: string
  readonly revision: string
  readonly previousHash: string
  readonly id: string
}
const envelopeOf = ({ envelope }: StoredText): Envelope => JSON.parse(envelope) as Envelope
const nameOf = ({ type, version }: { readonly type: string; readonly version: number }): string => `${type}.v${version}`

const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true })
addFormats(ajv)
ajv.addVocabulary(['x-sealed', 'x-stream'])
interface PartSchema {
  readonly properties?: Readonly<Record<string, PartSchema>>
  readonly items?: PartSchema
  readonly anyOf?: readonly PartSchema[]
  readonly 'x-sealed'?: { readonly plaintext: object }
}
const schemaOf = (name: string): PartSchema =>
  JSON.parse(readFileSync(join(ROOT, 'infra', 'events', 'schemas', schemaFile(name)), 'utf8')) as PartSchema
ajv.addSchema(schemaOf('Sealed.v1'))
const compiled = new Map<string, ValidateFunction>()
function faultsBy(name: string, value: unknown): unknown {
  const validate = compiled.get(name) ?? ajv.compile(schemaOf(name))
  compiled.set(name, validate)
  return validate(value) ? [] : validate.errors
}

type AnyDecider = Pick<Decider<unknown, never, AnyFact>, 'initial' | 'evolve'>
const DECIDERS: readonly (readonly [prefix: string, decider: AnyDecider])[] = [
  caseAggregate,
  shelterAggregate,
  residentAggregate,
  institutionAggregate,
  population,
  registerImport,
].map((aggregate) => [`${aggregate.prefix}-`, aggregate as unknown as AnyDecider])

it('are there of every type and version that was released', () => {
  const frozen = new Set(frozenFolders(ROOT).flatMap((folder) => frozenEvents(ROOT, folder).map((stored) => nameOf(envelopeOf(stored)))))
  const released = Object.keys(readReleased(ROOT).schemas).filter((name) => !['Envelope.v1', 'Sealed.v1'].includes(name))
  expect(released.filter((name) => !frozen.has(name))).toEqual([])
})

describe.each(frozenFolders(ROOT))('the frozen events of %s', (folder) => {
  const stored = frozenEvents(ROOT, folder)
  const decoded = (): readonly Recorded[] => stored.map((one) => decode(one, upcastEvent))

  it('have the hash of their bytes, and each the hash of the one before it in its stream', () => {
    const last = new Map<string, { readonly hash: string; readonly revision: bigint }>()
    for (const one of stored) {
      const { stream, revision, previousHash } = envelopeOf(one)
      const before = last.get(stream)
      expect(hashOf(Buffer.from(one.envelope), Buffer.from(one.data)).toString('hex')).toBe(one.hash)
      expect({ revision: BigInt(revision), previousHash }).toEqual({ revision: (before?.revision ?? -1n) + 1n, previousHash: before?.hash ?? '' })
      last.set(stream, { hash: one.hash, revision: BigInt(revision) })
    }
  })

  it('are as the schemas of their version say', () => {
    for (const one of stored) {
      const envelope = envelopeOf(one)
      const name = nameOf(envelope)
      expect({ name, faults: faultsBy('Envelope.v1', envelope) }).toEqual({ name, faults: [] })
      expect({ name, faults: faultsBy(name, JSON.parse(one.data)) }).toEqual({ name, faults: [] })
    }
  })

  it('are brought to a version that the program knows', () => {
    const known = new Map(eventFamilies.flatMap(({ versions }) => Object.entries(versions))).set('StreamClosed', 1)
    expect(decoded().filter(({ type, version }) => known.get(type) !== version)).toEqual([])
  })

  it('open with their keys, and hold what the schema says of the sealed value', async () => {
    const opener = createOpener(frozenKeys(ROOT, folder))
    let opened = 0
    for (const [index, event] of stored.map((one) => decode(one)).entries()) {
      const name = nameOf(envelopeOf(stored[index] as StoredText))
      const places = sealedPlaces(event.data, schemaOf(name))
      await opener.prepare(places.map(({ value }) => value))
      for (const { value, plaintext } of places) {
        opened++
        const validate = ajv.compile(plaintext)
        expect({ name, faults: validate(opener.open(value)) ? [] : validate.errors }).toEqual({ name, faults: [] })
      }
    }
    expect(opened).toBe(stored.reduce((sum, { data }) => sum + data.split('"$sealed"').length - 1, 0))
  })

  it('make a state of every stream', () => {
    const states = new Map<string, unknown>()
    for (const event of decoded()) {
      const decider = DECIDERS.find(([prefix]) => event.stream.startsWith(prefix))?.[1]
      if (decider && event.type !== 'StreamClosed') states.set(event.stream, decider.evolve(states.get(event.stream) ?? decider.initial, event))
    }
    expect(states.size).toBeGreaterThan(0)
    for (const [stream, state] of states) expect({ stream, begun: isBegun(state) }).toEqual({ stream, begun: true })
  })

  describe('in the read models', () => {
    let lab: ReadModelLab
    const openers = (): Opener => createOpener(frozenKeys(ROOT, folder))
    beforeAll(async () => {
      lab = await openReadModelLab()
      if (!(lab.log instanceof MemoryEventLog)) throw new Error('the lab has another log')
      await lab.log.restore(stored.map(storedEvent))
    })
    afterAll(() => lab.close())

    it('are folded by every one, and none is parked', async () => {
      const projections = lab.projections({ openers })
      await catchUp(lab, projections)
      expect(await projections.parked()).toEqual([])
      const contents = await lab.contents()
      expect(contents['case_list']?.length).toBeGreaterThan(0)
    })

    it('rebuild to the same rows', async () => {
      const before = await lab.contents()
      await lab.projections({ openers }).rebuild()
      expect(await lab.contents()).toEqual(before)
      expect(readModels.length).toBeGreaterThan(0)
    })
  })
})

function storedEvent(one: StoredText): StoredEvent {
  const { id, type, version, stream, revision } = envelopeOf(one)
  const bytes = { envelope: Buffer.from(one.envelope), data: Buffer.from(one.data), hash: Buffer.from(one.hash, 'hex') }
  return { position: one.position, id, type, version, stream, revision: BigInt(revision), ...bytes }
}

/** `none` alone is how a state says that nothing has begun. */
const isBegun = (state: unknown): boolean => {
  const { phase, kind } = (state ?? {}) as { readonly phase?: unknown; readonly kind?: unknown }
  return phase !== 'none' && kind !== 'none'
}

interface Place {
  readonly value: Sealed<unknown>
  readonly plaintext: object
}

/** The sealed values in a part of an event's data, each with the schema of what it hides. */
function sealedPlaces(value: unknown, schema: PartSchema): readonly Place[] {
  if (value instanceof Sealed) {
    const sealed = [schema, ...(schema.anyOf ?? [])].find((option) => option['x-sealed'])?.['x-sealed']
    if (!sealed) throw new Error('a sealed value of which the schema says nothing')
    return [{ value: value as Sealed<unknown>, plaintext: sealed.plaintext }]
  }
  if (Array.isArray(value)) return value.flatMap((item) => sealedPlaces(item, schema.items ?? {}))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => sealedPlaces(inner, schema.properties?.[key] ?? {}))
}
