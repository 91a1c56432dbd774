import { setTimeout as pause } from 'node:timers/promises'
import { withClient } from '#database'
import { FixedClock, randomUuid, type KeyOwner } from '#kernel'
import { keyTraces } from '#privacy'
import { startTestPlaces, type TestPlaces } from '#testing'
import { runHousekeeping } from './housekeeping'
import { isNight, sweepKeys } from './key-sweeping'
import { openWorkspace, type Workspace } from './open-workspace'

/** Ten in the morning in WIB */
const NOW = '2026-11-20T03:00:00.000Z'

describe('clearing destroyed keys out of their file', () => {
  let here: TestPlaces
  let workspace: Workspace
  beforeAll(async () => {
    here = await startTestPlaces()
    workspace = await openWorkspace({ ...here.places, mode: 'demo', clock: new FixedClock(NOW) })
  })
  afterAll(async () => {
    await workspace.close()
    await here.stop()
  })

  async function destroyOne(): Promise<void> {
    const owner: KeyOwner = { kind: 'subject', id: randomUuid() }
    await workspace.keys.obtain([{ owner, keyId: randomUuid() }])
    await workspace.keys.destroySubjectKey(owner.id, NOW)
    expect(await keyTraces(workspace.pool)).not.toBeNull()
  }

  /** Keeps house until `enough`. @returns what was told of failures */
  async function keepHouseUntil(house: Workspace, enough: (told: readonly string[]) => Promise<boolean>): Promise<readonly string[]> {
    const [stop, told]: [AbortController, string[]] = [new AbortController(), []]
    const running = runHousekeeping(house, stop.signal, (code) => told.push(code))
    while (!(await enough(told))) await pause(10)
    stop.abort()
    await running
    return told
  }

  it('is done at the start of whatever process keeps house; what fails there is told and stays to be done', async () => {
    await destroyOne()
    const without: Workspace = { ...workspace, database: { ...workspace.database, ownerUrl: here.database.ownerUrl.replace(/:[^:@]+@/, ':wrong@') } }
    expect(await keepHouseUntil(without, (told) => Promise.resolve(told.length > 0))).toEqual(['key-traces: sql.28P01'])
    expect(await keyTraces(workspace.pool)).not.toBeNull()

    // other suites share the server: what they are in the midst of writing holds it up
    await keepHouseUntil(workspace, () => Promise.resolve(true))
    for (; (await keyTraces(workspace.pool)) !== null; await keepHouseUntil(workspace, () => Promise.resolve(true))) await pause(50)
    expect(await sweepKeys(workspace)).toBe('clean')
  })

  it('keeps nobody waiting who stops it in the midst of its work', async () => {
    const stop = new AbortController()
    const running = runHousekeeping(workspace, stop.signal, () => undefined)
    stop.abort()
    await running
  }, 30_000)

  it('leaves a large table for the night, unless nobody waits for it', async () => {
    await withClient(here.database.superuserUrl, async (client) => {
      await client.query('alter table privacy.keys alter column wrapped set storage external')
      await client.query(
        `insert into privacy.keys (owner_id, owner_kind, key_id, wrapped, created_at)
         select gen_random_uuid(), 'subject', gen_random_uuid(), decode(repeat('5a', 200000), 'hex'), $1 from generate_series(1, 180)`,
        [NOW],
      )
    })
    await destroyOne()
    expect(await sweepKeys(workspace)).toBe('waits-for-night')
    const atNight = { ...workspace, clock: new FixedClock('2026-11-20T18:30:00.000Z') }
    let result = await sweepKeys(atNight)
    for (; result === 'held' || result === 'in-use'; result = await sweepKeys(atNight)) await pause(50)
    expect(result).toBe('swept')
  })

  it.each([
    ['2026-11-20T16:59:59.999Z', false],
    ['2026-11-20T17:00:00.000Z', true],
    ['2026-11-20T19:59:59.999Z', true],
    ['2026-11-20T20:00:00.000Z', false],
  ])('takes %s for a night hour: %s', (now, night) => {
    expect(isNight(now)).toBe(night)
  })
})
