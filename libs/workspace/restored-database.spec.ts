import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withClient } from '#database'
import { FixedClock, randomUuid, Sealed, type KeyOwner, type Uuid } from '#kernel'
import { startTestPlaces, type TestPlaces } from '#testing'
import { openWorkspace, type Workspace } from './open-workspace'

const NOW = '2026-11-20T03:00:00.000Z'

describe('a database that was restored from before an erasure', () => {
  let here: TestPlaces
  const open = (): Promise<Workspace> => openWorkspace({ ...here.places, mode: 'demo', clock: new FixedClock(NOW) })
  const bySuperuser = (sql: string) => withClient(here.database.superuserUrl, (client) => client.query<{ live: string }>(sql))
  beforeAll(async () => {
    here = await startTestPlaces()
  })
  afterAll(() => here.stop())

  const states = async ({ keys }: Workspace, ids: readonly Uuid[]): Promise<readonly (string | undefined)[]> => {
    const found = await keys.find(ids)
    return ids.map((id) => found.get(id)?.state)
  }
  const KEEP = 'create table public.kept as select * from privacy.keys'
  const BRING_BACK = 'update privacy.keys k set wrapped = old.wrapped, destroyed_at = null from public.kept old where old.owner_id = k.owner_id'

  it('forgets again at its start, by whatever means it came back: keys, texts about the person, digests of imported rows', async () => {
    const person: KeyOwner = { kind: 'subject', id: randomUuid() }
    const text: KeyOwner = { kind: 'record', id: randomUuid(), about: [person.id] }
    const other: KeyOwner = { kind: 'subject', id: randomUuid() }
    const all = [person, text, other]
    const before = await open()
    await before.sealer.seal(
      all.map((owner) => ({ id: randomUuid(), fact: { type: 'Noted', version: 1, data: { value: Sealed.plain(owner, 'x') } } })),
    )
    const row = { number: '1', ordinal: 1, caseId: randomUuid(), victimId: person.id, perpetratorId: null, importId: randomUuid() }
    await before.registerRows.save('unit', [{ ...row, digests: { umur: 'abc' }, services: [], endedOn: null }])
    await bySuperuser(KEEP)
    await before.keys.destroySubjectKey(person.id, NOW)
    await before.close()

    await bySuperuser(BRING_BACK)
    const restored = await open()
    try {
      expect(await states(restored, [person.id, text.id, other.id])).toEqual(['destroyed', 'destroyed', 'live'])
      expect((await restored.registerRows.rowsOf('unit', ['1']))[0]?.digests).toEqual({})
      const refused = restored.sealer.seal([{ id: randomUuid(), fact: { type: 'Noted', version: 1, data: { value: Sealed.plain(person, 'y') } } }])
      await expect(refused).rejects.toMatchObject({ code: 'privacy.subject-erased' })
    } finally {
      await restored.close()
    }
    const { rows } = await bySuperuser('select count(*) as live from privacy.keys where wrapped is not null')
    expect(rows).toEqual([{ live: '1' }])
  })

  it('refuses to start over a ledger that was tampered with', async () => {
    const file = join(here.directory, 'key', 'erasures.jsonl')
    writeFileSync(file, readFileSync(file, 'utf8').replace('subject', 'record'))
    await expect(open()).rejects.toMatchObject({ code: 'privacy.ledger-broken' })
  })
})
