import { Pool } from 'pg'
import { FixedClock, randomUuid, type KeyOwner, type Uuid } from '#kernel'
import {
  checkMasterKey,
  confirmRecovery,
  isRecoveryConfirmed,
  MasterKey,
  MasterKeyMismatch,
  memoryKeys,
  postgresKeys,
  privacyMigrations,
  reconcileErasures,
  type ErasureLedger,
  type Keys,
  memoryLedger,
} from '#privacy'
import { startTestDatabase, type TestDatabase } from '#testing'

const at = '2026-11-20T03:00:00.000Z'
const master = MasterKey.random()
const subject = (id: Uuid = randomUuid()): KeyOwner => ({ kind: 'subject', id })
const record = (about: readonly Uuid[], id: Uuid = randomUuid()): KeyOwner => ({ kind: 'record', id, about })
const request = (owner: KeyOwner, keyId: Uuid = randomUuid()) => ({ owner, keyId })
const erased = expect.objectContaining({ kind: 'rule', code: 'privacy.subject-erased' })

let database: TestDatabase
let owner: Pool
let app: Pool
beforeAll(async () => {
  database = await startTestDatabase()
  owner = new Pool({ connectionString: database.ownerUrl, max: 2 })
  app = new Pool({ connectionString: database.appUrl, max: 16 })
  for (const { sql } of privacyMigrations) await owner.query(sql)
})
afterAll(async () => {
  await Promise.all([owner.end(), app.end()])
  await database.stop()
})

const stores: readonly (readonly [string, () => Keys])[] = [
  ['memory', () => memoryKeys(master)],
  ['PostgreSQL', () => postgresKeys(app, master, new FixedClock(at), memoryLedger())],
]

describe.each(stores)('keys in %s', (_name, create) => {
  it('keeps the first key an owner got and gives it to everybody after', async () => {
    const [keys, one] = [create(), subject()]
    const first = (await keys.obtain([request(one)])).get(one.id)
    const again = (await keys.obtain([request(one), request(one)])).get(one.id)
    const found = (await keys.find([one.id, randomUuid()])).get(one.id)
    const secrets = [first, again, found].map((key) => (key?.state === 'live' ? [key.keyId, key.unwrap()?.toString('hex')] : []))
    expect(new Set(secrets.map(String)).size).toBe(1)
    expect(secrets[0]?.[1]).toMatch(/^[0-9a-f]{64}$/)
  })

  it('makes one key when many ask for the same owners at once, in any order', async () => {
    const [keys, owners] = [create(), Array.from({ length: 8 }, () => subject())]
    const asked = Array.from({ length: 12 }, (_, turn) => keys.obtain((turn % 2 ? owners : owners.toReversed()).map((one) => request(one))))
    const answers = await Promise.all(asked)
    for (const { id } of owners) expect(new Set(answers.map((answer) => answer.get(id)?.keyId)).size).toBe(1)
  })

  it('leaves out an owner it knows nothing of', async () => {
    expect((await create().find([randomUuid()])).size).toBe(0)
    expect((await create().find([])).size).toBe(0)
    expect((await create().obtain([])).size).toBe(0)
  })

  it('destroys, with a subject, the key of every record about them and no other', async () => {
    const keys = create()
    const [victim, other] = [subject(), subject()]
    const [both, otherOnly] = [record([other.id, victim.id]), record([other.id])]
    const made = await keys.obtain([victim, other, both, otherOnly].map((one) => request(one)))
    const destroyed = await keys.destroySubjectKey(victim.id, at)
    expect(new Set(destroyed)).toEqual(new Set([made.get(victim.id)?.keyId, made.get(both.id)?.keyId]))
    const after = await keys.find([victim, other, both, otherOnly].map(({ id }) => id))
    expect([victim, other, both, otherOnly].map(({ id }) => after.get(id)?.state)).toEqual(['destroyed', 'live', 'destroyed', 'live'])
    expect(await keys.destroySubjectKey(victim.id, at)).toEqual([])
  })

  it('destroys a record alone when a text stood in the wrong file', async () => {
    const [keys, person] = [create(), subject()]
    const note = record([person.id])
    const made = await keys.obtain([request(person), request(note)])
    expect(await keys.destroyRecordKey(note.id, at)).toEqual([made.get(note.id)?.keyId])
    expect((await keys.find([person.id])).get(person.id)?.state).toBe('live')
    await expect(keys.obtain([request(note)])).rejects.toEqual(erased)
  })

  it('remembers everybody a record came to be about', async () => {
    const [keys, first, later, id] = [create(), randomUuid(), randomUuid(), randomUuid()]
    const made = await keys.obtain([request(record([first], id))])
    await keys.obtain([request(record([later], id))])
    expect(await keys.destroySubjectKey(later, at)).toEqual([made.get(id)?.keyId])
  })

  it('makes no key for an erased person nor about one, even where they never had a key, and nothing beside it', async () => {
    const [keys, gone, bystander] = [create(), subject(), subject()]
    await keys.destroySubjectKey(gone.id, at)
    await expect(keys.obtain([request(bystander), request(gone)])).rejects.toEqual(erased)
    await expect(keys.obtain([request(bystander), request(record([gone.id]))])).rejects.toEqual(erased)
    expect((await keys.find([bystander.id])).size).toBe(0)
  })

  it('leaves no live record key about somebody who is erased at that moment', async () => {
    const keys = create()
    for (let round = 0; round < 10; round++) {
      const person = randomUuid()
      const notes = Array.from({ length: 6 }, () => record([person]))
      const making = notes.map((note) => keys.obtain([request(note)]).catch(() => null))
      await Promise.all([...making, keys.destroySubjectKey(person, at)])
      const states = [...(await keys.find(notes.map(({ id }) => id))).values()].map(({ state }) => state)
      expect(states).not.toContain('live')
    }
  })
})

describe('keys in PostgreSQL', () => {
  it('are committed before they are handed out, and only wrapped', async () => {
    const one = subject()
    const key = (await postgresKeys(app, master, new FixedClock(at), memoryLedger()).obtain([request(one)])).get(one.id)
    const secret = key?.state === 'live' ? key.unwrap() : null
    const { rows } = await owner.query<{ wrapped: Buffer; created_at: Date }>('select wrapped, created_at from privacy.keys where owner_id = $1', [
      one.id,
    ])
    expect(rows[0]?.created_at.toISOString()).toBe(at)
    expect(secret?.length).toBe(32)
    expect(rows[0]?.wrapped.includes(secret ?? '')).toBe(false)
  })

  it('are noted in the ledger before they go; cut off in between, the next start destroys them', async () => {
    const ledger = memoryLedger()
    const keys = postgresKeys(app, master, new FixedClock(at), ledger)
    const [person, note] = [subject(), record([])]
    const about = record([person.id])
    await keys.obtain([person, note, about].map((one) => request(one)))
    const full: ErasureLedger = {
      ...ledger,
      note: () => {
        throw new Error('disk full')
      },
    }
    await expect(postgresKeys(app, master, new FixedClock(at), full).destroySubjectKey(person.id, at)).rejects.toThrow('disk full')
    expect((await keys.find([person.id])).get(person.id)?.state).toBe('live')

    await owner.query(`create function cut_off() returns trigger language plpgsql as $$ begin raise exception 'cut off'; end $$`)
    await owner.query('create trigger cut_off before update on privacy.keys for each row execute function cut_off()')
    await expect(keys.destroySubjectKey(person.id, at)).rejects.toThrow('cut off')
    await owner.query('drop trigger cut_off on privacy.keys')
    expect((await keys.find([person.id])).get(person.id)?.state).toBe('live')
    expect(ledger.read()).toMatchObject([
      { owner: person.id, keys: expect.arrayContaining([expect.objectContaining({ owner: about.id })]) as unknown },
    ])

    expect((await reconcileErasures(ledger, keys)).destroyed).toHaveLength(2)
    const states = await keys.find([person.id, about.id, note.id])
    expect([person, about, note].map(({ id }) => states.get(id)?.state)).toEqual(['destroyed', 'destroyed', 'live'])
    const mine = (await keys.destroyed()).filter((one) => one.owner === person.id)
    expect(mine).toMatchObject([{ kind: 'subject', at }])
  })

  it('cannot be removed by the role that runs the product', async () => {
    await expect(app.query('delete from privacy.keys')).rejects.toThrow(/permission denied/)
    await expect(app.query('truncate privacy.keys')).rejects.toThrow(/permission denied/)
  })

  it('know a wrong master key at the start, also where the check itself was lost', async () => {
    await postgresKeys(app, master, new FixedClock(at), memoryLedger()).obtain([request(subject())])
    await expect(checkMasterKey(app, MasterKey.random())).rejects.toThrow(MasterKeyMismatch)
    await checkMasterKey(app, master)
    await checkMasterKey(app, master)
    await expect(checkMasterKey(app, MasterKey.random())).rejects.toThrow(MasterKeyMismatch)
  })

  it('wait for the check word before they count as recoverable', async () => {
    expect(await isRecoveryConfirmed(app)).toBe(false)
    expect(await confirmRecovery(app, master, 'rasi-rusa', at)).toBe(false)
    expect(await isRecoveryConfirmed(app)).toBe(false)
    expect(await confirmRecovery(app, master, master.checkWord.replaceAll('-', ' '), at)).toBe(true)
    expect(await isRecoveryConfirmed(app)).toBe(true)
  })
})
