import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomUuid } from '#kernel'
import { fileLedger, LedgerBroken, MasterKey, memoryKeys, memoryLedger, reconcileErasures, replayErasures, type Erasure } from '#privacy'

const ROOT = join(__dirname, '..', '..')
const RUN_TYPESCRIPT = ['--conditions=teduh-source', '--require', join(ROOT, 'libs/testing/run-typescript.cjs')]
/** Notes erasures until that is refused, and says how many it was told stand on disk. */
const NOTE_ON = `
  const { fileLedger } = require('./libs/privacy/erasure-ledger.ts')
  const { randomUUID } = require('node:crypto')
  const ledger = fileLedger(process.argv[1])
  let noted = 0
  try {
    for (; noted < 50; noted++) ledger.note({ kind: 'subject', owner: randomUUID(), at: '2026-11-20T03:00:00.000Z', keys: [] })
  } catch {}
  process.stdout.write(String(noted))
`

const at = '2026-11-20T03:00:00.000Z'
const folder = mkdtempSync(join(tmpdir(), 'ledger-'))
afterAll(() => rmSync(folder, { recursive: true }))
const fresh = (): string => join(folder, randomUuid(), 'erasures.jsonl')
const erasure = (): Erasure => {
  const owner = randomUuid()
  return { kind: 'subject', owner, at, keys: [{ owner, key: randomUuid() }] }
}

describe('the erasure ledger', () => {
  it('is made at the first erasure, for its owner alone, and keeps every line in order', () => {
    const file = fresh()
    const erasures = [erasure(), erasure(), erasure()]
    expect(fileLedger(file).read()).toEqual([])
    for (const one of erasures) fileLedger(file).note(one)
    expect(fileLedger(file).read()).toEqual(erasures)
    expect(statSync(file).mode & 0o077).toBe(0)
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(4)
  })

  it('says a thing once, and of an erasure that goes on only what is new', () => {
    for (const ledger of [fileLedger(fresh()), memoryLedger()]) {
      const one = erasure()
      const record = { owner: randomUuid(), key: randomUuid() }
      for (const line of [one, one, { ...one, keys: [...one.keys, record] }, { ...one, keys: [] }]) ledger.note(line)
      expect(ledger.read()).toEqual([one, { ...one, keys: [record] }])
    }
  })

  it('drops a line that a crash cut off: nothing was destroyed for it', () => {
    const file = fresh()
    const [one, two] = [erasure(), erasure()]
    fileLedger(file).note(one)
    const whole = readFileSync(file, 'utf8')
    writeFileSync(file, whole + whole.slice(0, 40))
    expect(fileLedger(file).read()).toEqual([one])
    fileLedger(file).note(two)
    expect(fileLedger(file).read()).toEqual([one, two])
  })

  it('says of no erasure that it stands where the disk took a part of its line', () => {
    const file = fresh()
    // a file may grow to two blocks
    const limited = ['-c', 'ulimit -f 2; exec "$0" "$@"', process.execPath, ...RUN_TYPESCRIPT, '--eval', NOTE_ON, file]
    const noted = Number(spawnSync('/bin/sh', limited, { cwd: ROOT, encoding: 'utf8' }).stdout)
    expect(noted).toBeGreaterThan(0)
    expect(fileLedger(file).read()).toHaveLength(noted)
    fileLedger(file).note(erasure())
    expect(fileLedger(file).read()).toHaveLength(noted + 1)
  })

  it('refuses a line that was changed, moved, added or taken out', () => {
    const file = fresh()
    for (const one of [erasure(), erasure(), erasure()]) fileLedger(file).note(one)
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
    const [first = '', second = '', third = ''] = lines
    const broken = [
      [first.replace('subject', 'record'), second, third],
      [second, first, third],
      [first, third],
      [second, third],
      [first, first, second, third],
      [first, 'bukan baris', third],
    ]
    for (const tampered of broken) {
      writeFileSync(file, `${tampered.join('\n')}\n`)
      expect(() => fileLedger(file).read()).toThrow(LedgerBroken)
      expect(() => fileLedger(file).note(erasure())).toThrow(LedgerBroken)
    }
  })

  it('stands on disk before a key goes: where it cannot be written nothing is destroyed', async () => {
    const keys = memoryKeys(MasterKey.random(), {
      file: null,
      read: () => [],
      note: () => {
        throw new Error('disk full')
      },
    })
    const owner = { kind: 'subject', id: randomUuid() } as const
    await keys.obtain([{ owner, keyId: randomUuid() }])
    expect(() => keys.destroySubjectKey(owner.id, at)).toThrow('disk full')
    expect((await keys.find([owner.id])).get(owner.id)?.state).toBe('live')
  })

  it('makes a restored store forget again, also what it never knew, and brings back nothing by repeating', async () => {
    const [master, ledger] = [MasterKey.random(), fileLedger(fresh())]
    const person = { kind: 'subject', id: randomUuid() } as const
    const text = { kind: 'record', id: randomUuid(), about: [person.id] } as const
    const [mine, its] = [randomUuid(), randomUuid()]
    const requests = [
      { owner: person, keyId: mine },
      { owner: text, keyId: its },
    ]
    const keys = memoryKeys(master, ledger)
    await keys.obtain(requests)
    await keys.destroySubjectKey(person.id, at)

    const restored = memoryKeys(master, ledger)
    await restored.obtain(requests)
    expect((await replayErasures(ledger, restored)).destroyed).toHaveLength(2)
    expect([...(await restored.find([person.id, text.id])).values()].map(({ state }) => state)).toEqual(['destroyed', 'destroyed'])
    expect(await replayErasures(ledger, restored)).toEqual({ lines: 1, destroyed: [] })

    // from before the text was known to be about the person
    const younger = memoryKeys(master, ledger)
    await younger.obtain([
      { owner: person, keyId: mine },
      { owner: { ...text, about: [] }, keyId: its },
    ])
    expect((await replayErasures(ledger, younger)).destroyed).toHaveLength(2)

    const empty = memoryKeys(master, ledger)
    await replayErasures(ledger, empty)
    await expect(empty.obtain(requests)).rejects.toMatchObject({ code: 'privacy.subject-erased' })
    expect(ledger.read()).toHaveLength(1)
  })

  it('is filled anew from the keys where it was lost', async () => {
    const keys = memoryKeys(MasterKey.random())
    const person = { kind: 'subject', id: randomUuid() } as const
    await keys.obtain([{ owner: person, keyId: randomUuid() }])
    await keys.destroySubjectKey(person.id, at)
    const ledger = fileLedger(fresh())
    expect(await reconcileErasures(ledger, keys)).toEqual({ lines: 0, destroyed: [] })
    expect(ledger.read()).toMatchObject([{ kind: 'subject', owner: person.id, at }])
    await reconcileErasures(ledger, keys)
    expect(ledger.read()).toHaveLength(1)
  })
})
