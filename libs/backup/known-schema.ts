import { STREAM_CLOSED, type StoredEvent } from '#event-log'
import { allMigrations, eventFamilies } from '#workspace'
import { BackupRefused } from './errors'
import type { FileHeader } from './format'

/** Steps of the schema that rows of a backup may need; those of read models are left out, every release makes them anew. */
export const schemaSteps: readonly string[] = allMigrations
  .flat()
  .map(({ name }) => name)
  .filter((name) => !name.startsWith('read-models-'))

/** @throws BackupRefused `backup.newer` where the rows of a file need a schema that this release doesn't have */
export function refuseNewerSchema(file: string, { migrations, product }: FileHeader): void {
  const unknown = migrations.find((name) => !schemaSteps.includes(name))
  if (unknown !== undefined) throw new BackupRefused('backup.newer', { file, product, what: unknown })
}

const FAMILIES = new Map(eventFamilies.map(({ prefix, versions }) => [prefix, versions]))

/** @throws BackupRefused `backup.newer` for an event type, or a version of one, that this release can't read */
export function refuseNewerEvent(file: string, { product }: FileHeader, { stream, type, version }: StoredEvent): void {
  const versions = FAMILIES.get(stream.slice(0, stream.indexOf('-')))
  // Streams of no family, in tests and benches, are nobody's to judge.
  if (type === STREAM_CLOSED || versions === undefined) return
  if ((versions[type] ?? 0) < version) throw new BackupRefused('backup.newer', { file, product, what: `${type} v${version}` })
}
