import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StoredText } from '#event-log'
import type { Uuid } from '#kernel'
import { MasterKey, type Keys, type OwnerKey } from '#privacy'
import { frozenFiles } from './release-list'

/** One stored event: the exact text that was hashed, and the hash in hex. */
export interface FrozenEvent {
  readonly envelope: string
  readonly data: string
  readonly hash: string
}

/** The keys under which a folder's events were sealed: of invented people, so they may stand beside them. */
export interface FrozenKeys {
  /** Hex */
  readonly master: string
  readonly keys: readonly { readonly owner: Uuid; readonly keyId: Uuid; /** base64, under the master key */ readonly wrapped: string }[]
}

export const EVENTS_FILE = 'events.jsonl'
export const KEYS_FILE = 'keys.json'

/** @returns the events of one folder in the order in which they were recorded, as an adapter gives them to `decode` */
export function frozenEvents(root: string, folder: string): readonly StoredText[] {
  const lines = readFileSync(join(root, 'infra', 'events', 'frozen', folder, EVENTS_FILE), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
  return lines.map((line, index) => ({ ...(JSON.parse(line) as FrozenEvent), position: String(index + 1).padStart(20, '0') }))
}

/** @returns the folders of frozen events, oldest first */
export const frozenFolders = (root: string): readonly string[] => [...new Set(frozenFiles(root).map((file) => file.split(/[\\/]/)[0] ?? ''))].sort()

/** @returns what opens the sealed values of one folder */
export function frozenKeys(root: string, folder: string): Pick<Keys, 'find'> {
  const { master, keys } = JSON.parse(readFileSync(join(root, 'infra', 'events', 'frozen', folder, KEYS_FILE), 'utf8')) as FrozenKeys
  const masterKey = new MasterKey(Buffer.from(master, 'hex'))
  const byOwner = new Map<Uuid, OwnerKey>(
    keys.map(({ owner, keyId, wrapped }) => [owner, { state: 'live', keyId, unwrap: () => masterKey.unwrap(keyId, Buffer.from(wrapped, 'base64')) }]),
  )
  return {
    find: (owners) => Promise.resolve(new Map([...owners].flatMap((id) => (byOwner.has(id) ? [[id, byOwner.get(id)] as [Uuid, OwnerKey]] : [])))),
  }
}
