import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { createMasterKey, loadMasterKey, MasterKey, MasterKeyFileRefused, masterKeyFromSheet, RecoveryLineBroken, recoverySheet } from '#privacy'

const folder = mkdtempSync(join(tmpdir(), 'teduh-key-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((drawn) => Buffer.from(drawn))
const faultOf = (act: () => unknown): unknown => {
  try {
    act()
  } catch (error) {
    return error instanceof MasterKeyFileRefused ? error.fault : error
  }
  return 'none'
}

describe('a master key file', () => {
  it('is made with mode 0600 in a folder that may not exist yet, and reads back', () => {
    const file = join(folder, 'new', 'master.key')
    const key = createMasterKey(file)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(loadMasterKey(file).reveal().equals(key.reveal())).toBe(true)
  })

  it('is never overwritten', () => {
    const file = join(folder, 'once.key')
    createMasterKey(file)
    expect(faultOf(() => createMasterKey(file))).toBe('exists')
  })

  it('is not left behind where the disk had no room for it', () => {
    const file = join(folder, 'no-room.key')
    const root = join(__dirname, '..', '..')
    const make = `require('./libs/privacy/master-key.ts').createMasterKey(process.argv[1])`
    const node = [process.execPath, '--conditions=teduh-source', '--require', join(root, 'libs/testing/run-typescript.cjs'), '--eval', make, file]
    expect(spawnSync('/bin/sh', ['-c', 'ulimit -f 0; exec "$0" "$@"', ...node], { cwd: root, encoding: 'utf8' }).stderr).toContain('EFBIG')
    expect(existsSync(file)).toBe(false)
    expect(faultOf(() => createMasterKey(file))).toBe('none')
  })

  it.each([0o640, 0o604, 0o660, 0o644])('is refused with mode %o', (mode) => {
    const file = join(folder, `mode-${mode}.key`)
    createMasterKey(file)
    chmodSync(file, mode)
    expect(faultOf(() => loadMasterKey(file))).toBe('readable-by-others')
  })

  it('may be hex or base64', () => {
    const key = MasterKey.random().reveal()
    for (const encoding of ['hex', 'base64'] as const) {
      const file = join(folder, `${encoding}.key`)
      writeFileSync(file, `  ${key.toString(encoding)}\n`, { mode: 0o600 })
      expect(loadMasterKey(file).reveal().equals(key)).toBe(true)
    }
  })

  it.each(['', 'abc', 'g'.repeat(64), 'a'.repeat(63)])('is refused when it holds %p, and the error does not say what it holds', (content) => {
    const file = join(folder, `bad-${content.length}.key`)
    writeFileSync(file, content, { mode: 0o600 })
    expect(faultOf(() => loadMasterKey(file))).toBe('malformed')
  })

  it('is named as absent or unreadable', () => {
    expect(faultOf(() => loadMasterKey(join(folder, 'none.key')))).toBe('absent')
    chmodSync(folder, 0o700)
    expect(faultOf(() => loadMasterKey(folder))).toBe('unreadable')
  })
})

describe('a master key', () => {
  it('never prints itself', () => {
    const key = new MasterKey(Buffer.alloc(32, 0xab))
    expect([JSON.stringify({ key }), String(key), inspect(key, { depth: 9, showHidden: true })].join()).not.toMatch(/abab|171|q6ur/i)
  })

  it('unwraps a key only in its own row and only under itself', () => {
    const [key, other] = [MasterKey.random(), MasterKey.random()]
    const wrapped = key.wrap('id-1', Buffer.from('secret'))
    expect(key.unwrap('id-1', wrapped)?.toString()).toBe('secret')
    expect([key.unwrap('id-2', wrapped), other.unwrap('id-1', wrapped), key.unwrap('id-1', wrapped.subarray(0, 20))]).toEqual([null, null, null])
  })

  it('has a check word that a person can type back in any case and spacing', () => {
    fc.assert(
      fc.property(bytes, (drawn) => {
        const key = new MasterKey(drawn)
        expect(key.checkWord).toMatch(/^([dgjklmnrsw][aiu]){3}(-([dgjklmnrsw][aiu]){3}){3}$/)
        expect(key.isCheckWord(` ${key.checkWord.toUpperCase().replaceAll('-', '  ')} `)).toBe(true)
        expect(key.isCheckWord(key.checkWord.slice(0, -1))).toBe(false)
      }),
    )
    expect(new MasterKey(Buffer.alloc(32, 1)).checkWord).not.toBe(new MasterKey(Buffer.alloc(32, 2)).checkWord)
  })
})

describe('the recovery sheet', () => {
  it('gives the key back when it is typed in', () => {
    fc.assert(
      fc.property(bytes, (drawn) => {
        const sheet = recoverySheet(new MasterKey(drawn), '21 November 2026')
        expect(masterKeyFromSheet(sheet).reveal().equals(drawn)).toBe(true)
        expect(masterKeyFromSheet(sheet.toUpperCase().replaceAll(' - ', '  ')).reveal().equals(drawn)).toBe(true)
      }),
    )
  })

  it('names the line that was mistyped or left out', () => {
    const sheet = recoverySheet(new MasterKey(Buffer.alloc(32, 0x5a)), 'hari ini')
    const mistyped = sheet.replace('3. 5a5a', '3. 5a5b')
    const missing = sheet
      .split('\n')
      .filter((line) => !line.includes('8. '))
      .join('\n')
    expect(() => masterKeyFromSheet(mistyped)).toThrow(new RecoveryLineBroken(3))
    expect(() => masterKeyFromSheet(missing)).toThrow(new RecoveryLineBroken(8))
  })
})
