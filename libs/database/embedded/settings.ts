import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { randomPassword } from '../cluster/init'
import { findFreePort } from '../cluster/port'
import { DatabaseError } from '../errors'

/** What `.teduh/database.json` remembers between two starts. Only its owner may read it. */
export interface EmbeddedSettings {
  readonly port: number
  readonly superuserPassword: string
  readonly ownerPassword: string
  readonly appPassword: string
  /** true once the roles and the database stand */
  readonly provisioned: boolean
}

/** @returns the settings, or null where there are none yet
 * @throws DatabaseError `database.settings-unreadable` */
export function readSettings(path: string): EmbeddedSettings | null {
  if (!existsSync(path)) return null
  try {
    const read: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (isSettings(read)) return read
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
  }
  throw new DatabaseError('database.settings-unreadable', { path })
}

function isSettings(value: unknown): value is EmbeddedSettings {
  if (typeof value !== 'object' || value === null) return false
  const { port, superuserPassword, ownerPassword, appPassword, provisioned } = value as Partial<Record<keyof EmbeddedSettings, unknown>>
  const passwords = [superuserPassword, ownerPassword, appPassword]
  return Number.isInteger(port) && typeof provisioned === 'boolean' && passwords.every((password) => typeof password === 'string' && password !== '')
}

/** @returns new passwords and a port that is free now */
export async function newSettings(): Promise<EmbeddedSettings> {
  return {
    port: await findFreePort(),
    superuserPassword: randomPassword(),
    ownerPassword: randomPassword(),
    appPassword: randomPassword(),
    provisioned: false,
  }
}

/** Writes a small JSON file for its owner alone, whole or not at all. */
export function writePrivately(path: string, content: unknown): void {
  const draft = `${path}.new`
  const file = openSync(draft, 'w', 0o600)
  try {
    writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(draft, path)
}
