import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { eventFamilies } from '#workspace'
import type { JsonSchema } from '../../infra/api-types/json-schemas'
import { readEventSchemas, type EventSchemas } from '../../infra/events/event-schemas'
import { faultsOf, readReleased, releaseSchemas } from '../../infra/events/release-list'

const ROOT = resolve(__dirname, '..', '..')
const NO_EVENTS = ['Envelope.v1', 'Sealed.v1', 'StreamClosed.v1']

describe('the released shapes of events', () => {
  let now: EventSchemas
  let copy: string
  const inCopy = (...below: readonly string[]): string => join(copy, 'infra', 'events', ...below)
  const schemaIn = (name: string): string => inCopy('schemas', `${name}.schema.json`)

  beforeAll(() => {
    now = readEventSchemas(ROOT)
    copy = mkdtempSync(join(tmpdir(), 'teduh-events-'))
  })
  beforeEach(() => {
    rmSync(inCopy(), { recursive: true, force: true })
    cpSync(join(ROOT, 'infra', 'events'), inCopy(), { recursive: true })
  })
  afterAll(() => rmSync(copy, { recursive: true, force: true }))

  it('are those of the types, of the files and of the list of digests', () => {
    expect(faultsOf(ROOT, now)).toEqual([])
  })

  it('are of exactly the types and versions that the program writes', () => {
    const written = eventFamilies.flatMap(({ versions }) => Object.entries(versions).map(([type, version]) => `${type}.v${version}`))
    expect([...now.keys()].filter((name) => !NO_EVENTS.includes(name)).sort()).toEqual(written.sort())
  })

  it('belong to one kind of stream each', () => {
    const types = eventFamilies.flatMap(({ versions }) => Object.keys(versions))
    expect(types.filter((type, index) => types.indexOf(type) !== index)).toEqual([])
  })

  it('may not be changed in their file', () => {
    writeFileSync(schemaIn('CaseClosed.v1'), readFileSync(schemaIn('CaseClosed.v1'), 'utf8').replace('"closedOn"', '"closedAt"'))
    expect(faultsOf(copy, now)).toEqual(['the schema of CaseClosed.v1 was changed after it was released'])
  })

  it('may not vanish', () => {
    rmSync(schemaIn('CaseClosed.v1'))
    expect(faultsOf(copy, now)).toEqual(['the schema of CaseClosed.v1 is gone'])
  })

  it.each([
    ['by one optional field more', 'CaseClosed.v1', (text: string) => text.replace('"properties":{', '"properties":{"aRemark":{"type":"string"},')],
    ['by one word more in a closed list', 'ComplaintTriaged.v1', (text: string) => text.replace('"enum":[', '"enum":["a-new-word",')],
    [
      'by a field that may be left out now',
      'ComplaintTriaged.v1',
      (text: string) => text.replace('"required":["firstContactDueAt",', '"required":['),
    ],
    ['by what may be read of a field', 'AllegedPerpetratorAdded.v1', (text: string) => text.replace('"exposure":"indirect"', '"exposure":"direct"')],
  ])('may not be changed in the type alone, not even %s', (_, name, change) => {
    const text = JSON.stringify(now.get(name))
    expect(change(text)).not.toBe(text)
    const faults = faultsOf(copy, new Map(now).set(name, JSON.parse(change(text)) as JsonSchema))
    expect(faults).toEqual([
      expect.stringMatching(new RegExp(`^${name} is released and its shape differs now: .* raise the version and write an upcaster`)),
    ])
  })

  it('are never written again by the script that writes new ones', () => {
    const before = readFileSync(schemaIn('CaseClosed.v1'), 'utf8')
    expect(releaseSchemas(copy, withField(now, 'CaseClosed.v1', 'remark', { type: 'string' }))).toEqual([])
    expect(readFileSync(schemaIn('CaseClosed.v1'), 'utf8')).toBe(before)
  })

  it('grow by a new version, which leaves the one before in its place', () => {
    const schema = now.get('CaseClosed.v1') ?? {}
    const next = new Map([...now].filter(([name]) => name !== 'CaseClosed.v1')).set('CaseClosed.v2', { ...schema, title: 'CaseClosed v2' })
    expect(faultsOf(copy, next)).toEqual(['CaseClosed.v2 is new: run npm run events:schemas, and npm run events:freeze'])
    expect(releaseSchemas(copy, next)).toEqual(['CaseClosed.v2'])
    expect(faultsOf(copy, next)).toEqual([])
    expect(Object.keys(readReleased(copy).schemas)).toEqual(expect.arrayContaining(['CaseClosed.v1', 'CaseClosed.v2']))
  })

  it('may not be in the folder without standing in the list', () => {
    writeFileSync(schemaIn('CaseClosed.v7'), '{}\n')
    expect(faultsOf(copy, now)).toEqual(['CaseClosed.v7.schema.json is not in released.json'])
  })

  it('keep their frozen events byte for byte', () => {
    const file = inCopy('frozen', '0001', 'events.jsonl')
    writeFileSync(file, readFileSync(file, 'utf8').replace('PGD/', 'PGX/'))
    expect(faultsOf(copy, now)).toEqual(['the frozen events 0001/events.jsonl was changed after it was released'])
    rmSync(file)
    expect(faultsOf(copy, now)).toEqual(['the frozen events 0001/events.jsonl is gone'])
  })
})

function withField(schemas: EventSchemas, name: string, field: string, of: JsonSchema): EventSchemas {
  const schema = schemas.get(name) ?? {}
  return new Map(schemas).set(name, { ...schema, properties: { ...(schema['properties'] as object), [field]: of } })
}
