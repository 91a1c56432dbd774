import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { MemoryEventLog, StoredEvent } from '#event-log'
import type { Uuid } from '#kernel'
import { createSealer, MasterKey, memoryKeys, type Keys } from '#privacy'
import { eventFamilies } from '#workspace'
import { EVENTS_FILE, frozenEvents, frozenFolders, KEYS_FILE, type FrozenEvent, type FrozenKeys } from './frozen-events'
import { releaseFrozen } from './release-list'
import { tellEverything } from './tell-everything'

// `npm run events:freeze`: tells stories through the real commands and keeps, in a folder of its own, the streams that hold event types
// and versions of which nothing is frozen yet. What was frozen before is left alone.

const ROOT = resolve(__dirname, '..', '..')

const nameOf = ({ type, version }: { readonly type: string; readonly version: number }): string => `${type} v${version}`

function frozenSoFar(): Set<string> {
  const events = frozenFolders(ROOT).flatMap((folder) => frozenEvents(ROOT, folder))
  return new Set(events.map(({ envelope }) => nameOf(JSON.parse(envelope) as StoredEvent)))
}

/** @returns of few streams what holds everything wanted: each time the one that brings most, up to the last event it is needed for */
function chosenFrom(wanted: ReadonlySet<string>, streams: ReadonlyMap<string, readonly StoredEvent[]>): readonly StoredEvent[] {
  const open = new Set(wanted)
  const chosen: StoredEvent[] = []
  while (open.size > 0) {
    const gains = [...streams.values()].map((events) => ({ events, gain: new Set(events.map(nameOf).filter((name) => open.has(name))) }))
    const best = gains.sort((a, b) => b.gain.size - a.gain.size || a.events.length - b.events.length)[0]
    if (!best || best.gain.size === 0) throw new Error(`no story tells ${[...open].join(', ')}: add an act that makes it to tell-everything.ts`)
    const last = Math.max(...[...best.gain].map((name) => best.events.findIndex((event) => nameOf(event) === name)))
    chosen.push(...best.events.slice(0, last + 1))
    for (const name of best.gain) open.delete(name)
  }
  return chosen.sort((a, b) => (a.position < b.position ? -1 : 1))
}

async function streamsOf(log: MemoryEventLog): Promise<ReadonlyMap<string, readonly StoredEvent[]>> {
  const streams = new Map<string, StoredEvent[]>()
  for await (const page of log.readStored()) for (const event of page) streams.set(event.stream, [...(streams.get(event.stream) ?? []), event])
  return streams
}

/** Remembers the keys that the sealer asks for. */
function remembering(keys: Keys, owners: Set<Uuid>): Pick<Keys, 'obtain'> {
  return {
    async obtain(requests) {
      for (const { owner } of requests) owners.add(owner.id)
      return keys.obtain(requests)
    },
  }
}

async function main(): Promise<void> {
  const known = frozenSoFar()
  const types = eventFamilies.flatMap(({ versions }) => Object.entries(versions)).map(([type, version]) => nameOf({ type, version }))
  const wanted = new Set([...types, 'StreamClosed v1'].filter((name) => !known.has(name)))
  if (wanted.size === 0) return void process.stdout.write('nothing new to freeze\n')
  const master = MasterKey.random()
  const keys = memoryKeys(master)
  const owners = new Set<Uuid>()
  const streams = await streamsOf(await tellEverything(createSealer(remembering(keys, owners))))
  const events = chosenFrom(wanted, streams)
  const lines = events.map(({ envelope, data, hash }): FrozenEvent => ({
    envelope: envelope.toString(),
    data: data.toString(),
    hash: hash.toString('hex'),
  }))
  const text = lines.map((line) => JSON.stringify(line)).join('\n')
  const used = (await keys.find(owners)).entries()
  const kept: FrozenKeys = {
    master: master.reveal().toString('hex'),
    keys: [...used].flatMap(([owner, key]) => {
      const bytes = key.state === 'live' && text.includes(owner) ? key.unwrap() : null
      return bytes === null ? [] : [{ owner, keyId: key.keyId, wrapped: master.wrap(key.keyId, bytes).toString('base64') }]
    }),
  }
  const folder = String(frozenFolders(ROOT).length + 1).padStart(4, '0')
  mkdirSync(join(ROOT, 'infra', 'events', 'frozen', folder), { recursive: true })
  write(folder, EVENTS_FILE, `${text}\n`)
  write(folder, KEYS_FILE, `${JSON.stringify(kept, null, 1)}\n`)
  process.stdout.write(
    `${folder}: ${String(events.length)} events of ${String(new Set(events.map(({ stream }) => stream)).size)} streams, ${String(wanted.size)} types for the first time\n`,
  )
}

function write(folder: string, file: string, text: string): void {
  writeFileSync(join(ROOT, 'infra', 'events', 'frozen', folder, file), text)
  releaseFrozen(ROOT, `${folder}/${file}`, text)
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'unknown error'}\n`)
  process.exitCode = 1
})
