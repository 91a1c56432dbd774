import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonSchema } from '../api-types/json-schemas'
import type { EventSchemas } from './event-schemas'

/**
 * What was released and may never change again: a digest for the schema of each event type and version, and for each file of frozen
 * events. The list only grows. Any other shape, be it one optional field more, is a new version with an upcaster from the one before.
 */
export interface Released {
  /** By `ComplaintReceived.v1`: SHA-256 of the file's text */
  readonly schemas: Readonly<Record<string, string>>
  /** By path below `frozen/` */
  readonly frozen: Readonly<Record<string, string>>
}

export const digestOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

export const schemaFile = (name: string): string => `${name}.schema.json`
export const schemaText = (schema: JsonSchema): string => `${JSON.stringify(schema, null, 2)}\n`

const folderOf = (root: string, ...below: readonly string[]): string => join(root, 'infra', 'events', ...below)

export const readReleased = (root: string): Released => JSON.parse(readFileSync(folderOf(root, 'released.json'), 'utf8')) as Released

/** @returns the frozen files below `root`, as `<release>/<file>` */
export function frozenFiles(root: string): readonly string[] {
  const folder = folderOf(root, 'frozen')
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.jsonl?$/.test(file))
        .sort()
    : []
}

/**
 * Compares what was released with the files and with the types as they are now.
 * @returns a sentence for each thing that is not as it was released; none where all is well
 */
export function faultsOf(root: string, now: EventSchemas): readonly string[] {
  const { schemas, frozen } = readReleased(root)
  const files = readdirSync(folderOf(root, 'schemas'))
  return [
    ...Object.entries(schemas).flatMap(([name, digest]) => changed(folderOf(root, 'schemas', schemaFile(name)), digest, `the schema of ${name}`)),
    ...Object.entries(frozen).flatMap(([name, digest]) => changed(folderOf(root, 'frozen', name), digest, `the frozen events ${name}`)),
    ...files.filter((file) => !Object.keys(schemas).some((name) => schemaFile(name) === file)).map((file) => `${file} is not in released.json`),
    ...frozenFiles(root)
      .filter((file) => frozen[file] === undefined)
      .map((file) => `${file} is not in released.json`),
    ...[...now].flatMap(([name, schema]) => {
      const released = schemas[name]
      if (released === undefined) return [`${name} is new: run npm run events:schemas, and npm run events:freeze`]
      if (released === digestOf(schemaText(schema))) return []
      return [`${name} is released and its shape differs now: leave it as it was, raise the version and write an upcaster from this one`]
    }),
  ]
}

function changed(file: string, digest: string, what: string): readonly string[] {
  if (!existsSync(file)) return [`${what} is gone`]
  return digestOf(readFileSync(file, 'utf8')) === digest ? [] : [`${what} was changed after it was released`]
}

/** Writes the schemas of types and versions that are new and notes them as released; what was released before is left alone. @returns their names */
export function releaseSchemas(root: string, now: EventSchemas): readonly string[] {
  const known = existsSync(folderOf(root, 'released.json')) ? readReleased(root) : { schemas: {}, frozen: {} }
  const fresh = [...now].filter(([name]) => known.schemas[name] === undefined)
  mkdirSync(folderOf(root, 'schemas'), { recursive: true })
  for (const [name, schema] of fresh) writeFileSync(folderOf(root, 'schemas', schemaFile(name)), schemaText(schema))
  writeReleased(root, {
    ...known,
    schemas: { ...known.schemas, ...Object.fromEntries(fresh.map(([name, schema]) => [name, digestOf(schemaText(schema))])) },
  })
  return fresh.map(([name]) => name)
}

/** Notes a frozen file as released. */
export function releaseFrozen(root: string, file: string, text: string): void {
  const known = readReleased(root)
  if (known.frozen[file] !== undefined) throw new Error(`${file} is released: freeze new events into another folder`)
  writeReleased(root, { ...known, frozen: { ...known.frozen, [file]: digestOf(text) } })
}

function writeReleased(root: string, { schemas, frozen }: Released): void {
  writeFileSync(folderOf(root, 'released.json'), `${JSON.stringify({ schemas: sorted(schemas), frozen: sorted(frozen) }, null, 2)}\n`)
}

const sorted = (record: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
