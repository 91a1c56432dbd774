import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backUp, backUpKeys, restoreBackup, restoreKeys } from '#backup'
import { isSound, sealSegments, verifySealedLog } from '#event-log'
import { loadMasterKey, postgresKeys } from '#privacy'
import { createRegisterRows } from '#read-models'
import { contents } from '#testing'
import { tellErasures, type Workspace } from '#workspace'
import { erase, firstVictim, named, STORY, storyOf, toldIn } from '../faults/erasures-in-log'
import { caughtUp, figures, fill, Installation } from '../faults/installation'
import { startEventStoreServer, type EventStoreServer } from './eventstore-server'

// A log in EventStoreDB that comes back from before an erasure. EVENTSTORE_EMPTY names a real server to restore into, whose database holds
// nothing yet and is this test's from then on.

const NAMED = process.env['EVENTSTORE_EMPTY']
const DAY = 86_400_000

/** Each position by its rank: another server has others, in the same order. */
function placed(tables: string): string {
  const positions = [...new Set(tables.match(/\d{20}-\d{20}/g))].sort()
  const ranks = new Map(positions.map((position, rank) => [position, `position ${rank}`]))
  return tables.replaceAll(/\d{20}-\d{20}/g, (position) => ranks.get(position) ?? '')
}

describe.each(NAMED === undefined ? ['another EventStoreDB'] : ['another EventStoreDB', 'the named EventStoreDB'])('restored into %s', (place) => {
  const directory = mkdtempSync(join(tmpdir(), 'teduh-restored-erasure-'))
  const file = (name: string): string => join(directory, `${name}.teduh`)
  let installation: Installation
  let lost: EventStoreServer
  let target: EventStoreServer

  beforeAll(async () => {
    ;[installation, lost, target] = await Promise.all([Installation.begin(directory), startEventStoreServer(), startEventStoreServer()])
  })
  afterAll(async () => {
    await installation.end()
    await Promise.all([lost.stop(), target.stop()])
    rmSync(directory, { recursive: true, force: true })
  })

  const saidOf = async (workspace: Workspace) => {
    const story = await storyOf(workspace)
    return { story: toldIn(story), tables: placed(named(await contents(workspace), story)), figures: await figures(workspace) }
  }

  it('a log of before an erasure is told of it, once, though its answer is lost', async () => {
    installation.eventStoreUrl = lost.url
    const first = await installation.open()
    await fill(first, installation.clock)
    await sealSegments(first.sealing)
    const options = { source: first.installation.logKind, product: '0.1.0', clock: installation.clock }
    await backUp(first.pool, first.log, file('backup'), options)
    await backUpKeys(first.pool, file('keys'), options)
    installation.clock.advance(90 * DAY)
    const { id } = await firstVictim(first)
    await erase(first, id)
    const before = await saidOf(first)
    expect(before.story).toMatchObject(STORY.map((type) => ({ type, on: '2026-04-04' })))
    await installation.destroy()
    await lost.stop()

    installation.clock.advance(5 * DAY)
    installation.eventStoreUrl = place === 'the named EventStoreDB' ? (NAMED ?? '') : target.url
    const stores = await installation.stores()
    const master = loadMasterKey(installation.keyFile)
    await restoreBackup({ ...stores, clock: installation.clock }, file('backup'), { keys: { file: file('keys'), master } })
    expect(await storyOf(stores)).toEqual([])
    target.failNextAppend({ kind: 'dropped', moment: 'after the write' })
    const keys = postgresKeys(stores.pool, master, installation.clock, stores.ledger)
    const ports = { ...stores, master, keys, registerRows: createRegisterRows(stores.pool) }
    expect(await restoreKeys(ports, file('keys'))).toMatchObject({ destroyedAgain: 1, told: 1, untold: 0, missing: 0 })
    const told = await storyOf(stores)
    expect(await tellErasures(ports, stores.ledger.read())).toEqual({ told: [], untold: [] })

    const again = await installation.open()
    expect(await storyOf(again)).toEqual(told)
    expect(await firstVictim(again)).toEqual({ id, identity: 'erased' })
    await caughtUp(again)
    expect(await again.projections.parked()).toEqual([])
    expect(await saidOf(again)).toEqual(before)
    await again.projections.rebuild()
    expect(await saidOf(again)).toEqual(before)
    await sealSegments(again.sealing)
    expect(isSound(await verifySealedLog(again.log, again.sealing))).toBe(true)
    expect((await again.pool.query('SELECT FROM event_log.events')).rowCount).toBe(0)
  })
})
