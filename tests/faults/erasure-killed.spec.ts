import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { deriveId, type Uuid } from '#kernel'
import { fileLedger } from '#privacy'
import { LONG, ownPort, SEED, until } from '#testing'
import type { Workspace } from '#workspace'
import { ErasingHead, type Told } from './erasing-head'
import type { RunningProcess } from './running-process'
import { RunningProduct, UNIT } from './running-product'
import { expectModelsLikeRebuilt, expectSoundLog } from './what-stands'

// The built product while people are erased: api or PostgreSQL is killed with kill -9 in the midst of it.

const ROUNDS = LONG ? 25 : 3
/** People a round, each in a case of their own; every second is linked with the one before */
const PEOPLE = 6
/** What the product may answer while PostgreSQL is away */
const UNWILLING = [503]

const drawn = (round: number, what: string): number => parseInt(deriveId(UNIT.id, SEED, round, what).slice(0, 6), 16)

let product: RunningProduct
beforeAll(async () => {
  product = await RunningProduct.create()
}, 180_000)
afterAll(() => product.end())

interface Erasures {
  readonly started: ReadonlySet<Uuid>
  readonly erased: readonly Uuid[]
}

async function erasuresIn({ log }: Workspace): Promise<Erasures> {
  const started: Uuid[] = []
  const erased: Uuid[] = []
  for await (const { events } of log.readAll(null))
    for (const { type, data } of events) {
      const { subjectId = '' } = data as { readonly subjectId?: Uuid }
      if (type === 'SubjectErasureStarted') started.push(subjectId)
      if (type === 'SubjectErased') erased.push(subjectId)
    }
  expect(new Set(started).size).toBe(started.length)
  expect(new Set(erased).size).toBe(erased.length)
  return { started: new Set(started), erased }
}

describe(`kill -9 in the midst of erasures (seed ${SEED}, ${ROUNDS} rounds)`, () => {
  it('leaves none of them half: a reader finishes each, ledger and keys agree, and nobody else loses anything', async () => {
    const port = await ownPort()
    // readers of its own: what was cut off is finished by them alone, nothing is asked for twice
    const start = (): Promise<RunningProcess> => product.startApi(port, { TEDUH_WORKER: 'inside' })
    const workspace = await product.open()
    const told: Told[] = []
    const granted: Told[] = []
    let cut = 0
    try {
      await ErasingHead.appoint(workspace)
      let api = await start()
      const head = new ErasingHead(`http://127.0.0.1:${port}`)
      await head.signIn()
      for (let round = 0; round < ROUNDS || cut === 0; round++) {
        const people: Told[] = []
        for (let n = 0; n < PEOPLE; n++) people.push(await head.tell(`Korban ${round} ${n}`))
        for (const [n, one] of people.entries()) {
          const before = people[n - 1]
          if (n % 2 === 1 && before) await head.link(before, one)
        }
        told.push(...people)
        const kept = people.slice(4)
        const before = (await erasuresIn(workspace)).started.size
        const asked = people.filter((one, n) => n % 2 === 0 && !kept.includes(one)).map(async (one) => ({ one, answer: await head.erase(one) }))
        await until(async () => (await erasuresIn(workspace)).started.size > before, 'an erasure begins')
        await pause(drawn(round, 'moment') % 12)
        if (round % 3 === 2) {
          product.killDatabase()
          await product.startDatabase()
        } else {
          await api.kill()
          const { started, erased } = await erasuresIn(workspace)
          cut += started.size - erased.length
          // gives nothing back: its leases run out by time, which passes at once here, but for a long run
          if (!LONG) await workspace.pool.query(`update read_models.leases set held_until = clock_timestamp() - interval '1 second'`)
          api = await start()
        }
        for (const { one, answer } of await Promise.all(asked)) {
          if (answer?.status === 200) granted.push(one)
          else expect([...UNWILLING, undefined]).toContain(answer?.status)
        }
        expect(api.ended).toBe(false)
      }
      await until(async () => {
        const { started, erased } = await erasuresIn(workspace)
        return erased.length === started.size
      }, 'every erasure that began ends')
      expect(`${await api.stop()} ${api.said}`).toMatch(/^0/)
      await expectErasedAndNobodyElse(workspace, told, granted)
      await expectModelsLikeRebuilt(workspace)
      await expectSoundLog(workspace)
    } finally {
      await workspace.close()
    }
    expect(product.teduh('log', 'verify').code).toBe(0)
  }, 3_600_000)
})

async function expectErasedAndNobodyElse({ keys, log, newOpener }: Workspace, told: readonly Told[], granted: readonly Told[]): Promise<void> {
  const { started, erased } = await erasuresIn({ log } as Workspace)
  expect(granted.filter(({ victimId }) => !erased.includes(victimId))).toEqual([])
  const everybody = told.flatMap(({ victimId, other }) => [victimId, other])
  const found = await keys.find(everybody)
  for (const id of everybody) expect([id, found.get(id)?.state]).toEqual([id, started.has(id) ? 'destroyed' : 'live'])
  // whoever stays opens as before
  for await (const { events } of log.readAll(null))
    for (const event of events) {
      if (event.type !== 'VictimAdded' && event.type !== 'AllegedPerpetratorAdded') continue
      const { identity } = event.data as { readonly identity: Parameters<ReturnType<typeof newOpener>['open']>[0] }
      if (identity.owner.kind !== 'subject' || started.has(identity.owner.id)) continue
      const opener = newOpener()
      await opener.prepare([identity])
      expect(JSON.stringify(opener.open<unknown>(identity))).toContain('Korban')
    }
  const ledger = fileLedger(join(product.folder, 'key', 'erasures.jsonl')).read()
  const owners = (entries: readonly { readonly owner: Uuid; readonly keys: readonly { readonly owner: Uuid }[] }[]): readonly Uuid[] =>
    [...new Set(entries.flatMap(({ owner, keys: gone }) => [owner, ...gone.map((key) => key.owner)]))].sort()
  expect(owners(ledger)).toEqual(owners(await keys.destroyed()))
  expect(
    ledger
      .filter(({ kind }) => kind === 'subject')
      .map(({ owner }) => owner)
      .sort(),
  ).toEqual([...started].sort())
}
