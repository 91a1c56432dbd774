import { createSecretKey, hkdfSync, randomBytes, timingSafeEqual, type KeyObject } from 'node:crypto'
import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Uuid } from '#kernel'
import { KEY_BYTES, unwrap, wrap } from './crypto'
import { checkWordOf, lettersOf } from './check-word'
import { MasterKeyFileRefused } from './errors'

/** The key that wraps every other key. It never prints what it holds; only the recovery sheet shows it. */
export class MasterKey {
  readonly #bytes: Buffer
  readonly #key: KeyObject

  constructor(bytes: Buffer) {
    if (bytes.length !== KEY_BYTES) throw new TypeError(`a master key has ${KEY_BYTES} bytes`)
    this.#bytes = Buffer.from(bytes)
    this.#key = createSecretKey(this.#bytes)
  }

  static random(): MasterKey {
    return new MasterKey(randomBytes(KEY_BYTES))
  }

  /** @param keyId becomes part of the seal: a wrapped key moved to another row does not open */
  wrap(keyId: Uuid, key: Buffer): Buffer {
    return wrap(this.#key, Buffer.from(keyId, 'utf8'), key, randomBytes)
  }

  /** @returns null where this is another master key, or the row was changed. */
  unwrap(keyId: Uuid, wrapped: Buffer): Buffer | null {
    return unwrap(this.#key, Buffer.from(keyId, 'utf8'), wrapped)
  }

  /** @returns 32 bytes for one purpose, from which the master key can't be found. */
  derive(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#bytes, Buffer.alloc(0), `teduh/${purpose}`, KEY_BYTES))
  }

  /** A few words, derived from the key, that a person types back from the recovery sheet to show that it was kept. */
  get checkWord(): string {
    return checkWordOf(this.derive('check-word/v1'))
  }

  /** @returns true where the check word was typed, in any case and with any spaces or dashes. */
  isCheckWord(typed: string): boolean {
    const expected = Buffer.from(lettersOf(this.checkWord))
    const given = Buffer.from(lettersOf(typed))
    return given.length === expected.length && timingSafeEqual(given, expected)
  }

  /** For the recovery sheet and the key file alone. */
  reveal(): Buffer {
    return Buffer.from(this.#bytes)
  }

  toJSON(): string {
    return '[master key]'
  }
  toString(): string {
    return '[master key]'
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[master key]'
  }
}

/**
 * Reads a key file: 32 bytes as 64 hex digits or as base64, white space around it ignored.
 * @throws MasterKeyFileRefused: absent, unreadable, readable by group or world, malformed
 */
export function loadMasterKey(file: string): MasterKey {
  const descriptor = openKeyFile(file)
  try {
    const status = fstatSync(descriptor)
    if (!status.isFile()) throw new MasterKeyFileRefused('unreadable', file)
    if (process.platform !== 'win32' && (status.mode & 0o077) !== 0) throw new MasterKeyFileRefused('readable-by-others', file)
    const bytes = decodeKey(readFileSync(descriptor, 'utf8').trim())
    if (bytes === null) throw new MasterKeyFileRefused('malformed', file)
    return new MasterKey(bytes)
  } finally {
    closeSync(descriptor)
  }
}

/**
 * Writes a new key file with mode 0600, on disk before it returns; its folder is made where it is missing.
 * @param key a key restored from its recovery sheet; without it, a new random one
 * @throws MasterKeyFileRefused `exists`: a key file is never overwritten
 */
export function createMasterKey(file: string, key: MasterKey = MasterKey.random()): MasterKey {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const descriptor = createKeyFile(file)
  try {
    writeFileSync(descriptor, `${key.reveal().toString('hex')}\n`)
    fsyncSync(descriptor)
  } catch (error) {
    // a part of a key would be refused at every later start
    rmSync(file, { force: true })
    throw error
  } finally {
    closeSync(descriptor)
  }
  return key
}

function decodeKey(text: string): Buffer | null {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex')
  if (/^[A-Za-z0-9+/]{43}=?$/.test(text)) return Buffer.from(text, 'base64')
  return null
}

function openKeyFile(file: string): number {
  try {
    return openSync(file, 'r')
  } catch (error) {
    throw new MasterKeyFileRefused(codeOf(error) === 'ENOENT' ? 'absent' : 'unreadable', file)
  }
}

function createKeyFile(file: string): number {
  try {
    return openSync(file, 'wx', 0o600)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw new MasterKeyFileRefused('exists', file)
    throw error
  }
}

const codeOf = (error: unknown): unknown => (typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined)
