import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import type { JsonSchema } from '../api-types/json-schemas'
import { SEALED_REF, TypeSchemas } from './type-schemas'

const DRAFT = 'https://json-schema.org/draft/2020-12/schema'
const UUID = { type: 'string', format: 'uuid' } as const

/** Kind of stream, file and union of its events: the list that also makes the classification of fields. */
interface StreamOfEvents {
  readonly stream: string
  readonly file: string
  readonly union: string
}

/** By name and version, `ComplaintReceived.v1`. */
export type EventSchemas = ReadonlyMap<string, JsonSchema>

/** How a ciphertext stands in stored data (`libs/event-log/sealed-json.ts`). What it hides says `x-sealed` beside each reference. */
const sealed: JsonSchema = {
  $schema: DRAFT,
  $id: SEALED_REF,
  title: 'Sealed v1',
  type: 'object',
  properties: {
    $sealed: {
      type: 'object',
      properties: {
        o: {
          anyOf: [
            { type: 'object', properties: { s: UUID }, required: ['s'], additionalProperties: false },
            { type: 'object', properties: { r: UUID, about: { type: 'array', items: UUID } }, required: ['about', 'r'], additionalProperties: false },
          ],
        },
        k: UUID,
        n: { type: 'string', contentEncoding: 'base64' },
        c: { type: 'string', contentEncoding: 'base64' },
      },
      required: ['c', 'k', 'n', 'o'],
      additionalProperties: false,
    },
  },
  required: ['$sealed'],
  additionalProperties: false,
}

/** @returns the schema of every event's data as the types below `root` have it now, with those of the envelope and of a sealed value */
export function readEventSchemas(root: string): EventSchemas {
  const streams = JSON.parse(readFileSync(join(root, 'infra', 'events', 'streams.json'), 'utf8')) as readonly StreamOfEvents[]
  const program = programOf(root, [...streams.map(({ file }) => file), 'libs/event-log/codec.ts'])
  const checker = program.getTypeChecker()
  const schemas = new TypeSchemas(checker)
  const found = new Map<string, JsonSchema>([
    ['Sealed.v1', sealed],
    [
      'Envelope.v1',
      { ...headOf('urn:teduh:envelope:1', 'Envelope v1'), ...schemas.of(exported(program, root, 'libs/event-log/codec.ts', 'StoredEnvelope')) },
    ],
    [
      'StreamClosed.v1',
      { ...headOf('urn:teduh:event:StreamClosed:1', 'StreamClosed v1'), 'x-stream': 'any', type: 'object', additionalProperties: false },
    ],
  ])
  for (const { stream, file, union } of streams) {
    const type = exported(program, root, file, union)
    for (const event of type.isUnion() ? type.types : [type]) {
      const [name, version] = [literal(checker, event, 'type'), literal(checker, event, 'version')]
      const key = `${name}.v${version}`
      if (found.has(key)) throw new Error(`${key} stands in two unions: a type belongs to one kind of stream`)
      const data = schemas.of(memberOf(checker, event, 'data'))
      found.set(key, { ...headOf(`urn:teduh:event:${name}:${version}`, `${name} v${version}`), 'x-stream': stream, ...data })
    }
  }
  return found
}

const headOf = ($id: string, title: string): JsonSchema => ({ $schema: DRAFT, $id, title })

function programOf(root: string, files: readonly string[]): ts.Program {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile.bind(ts.sys)) as { config: object }
  const { tsBuildInfoFile: _info, ...options } = ts.parseJsonConfigFileContent({ ...config, files: [] }, ts.sys, root).options
  return ts.createProgram(
    files.map((file) => join(root, file)),
    { ...options, noEmit: true, incremental: false },
  )
}

function exported(program: ts.Program, root: string, file: string, name: string): ts.Type {
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(join(root, file))
  const module = source && checker.getSymbolAtLocation(source)
  const symbol = module && checker.getExportsOfModule(module).find((one) => one.name === name)
  if (!symbol) throw new Error(`${file} exports no ${name}`)
  return checker.getDeclaredTypeOfSymbol(symbol)
}

function memberOf(checker: ts.TypeChecker, type: ts.Type, name: string): ts.Type {
  const symbol = checker.getPropertyOfType(type, name)
  if (!symbol) throw new Error(`an event without ${name}`)
  return checker.getTypeOfSymbol(symbol)
}

function literal(checker: ts.TypeChecker, event: ts.Type, name: string): string {
  const type = memberOf(checker, event, name)
  if (!type.isStringLiteral() && !type.isNumberLiteral()) throw new Error(`an event whose ${name} is no literal`)
  return String(type.value)
}
