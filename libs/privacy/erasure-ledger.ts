import { createHash } from 'node:crypto'
import { closeSync, fstatSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Instant, Uuid } from '#kernel'
import { LedgerBroken } from './errors'

/** What a log must be told again where it was brought back from before an erasure. */
export interface ErasureAct {
  readonly erasureId: Uuid
  /** Code of the list `erasureReason` */
  readonly why: string
}

/** One destruction: whose, and which keys went with it. Ids, instants and codes alone. */
export interface Erasure {
  readonly kind: 'subject' | 'record'
  /** Subject or record id */
  readonly owner: Uuid
  readonly at: Instant
  /** Keys destroyed with it: the owner's own and, for a subject, those of the records about them */
  readonly keys: readonly { readonly owner: Uuid; readonly key: Uuid }[]
  /** Left out for a record, and where nobody said */
  readonly act?: ErasureAct
}

/**
 * What was erased, kept outside the database and outside every backup of it: a database restored from before an erasure is
 * made to forget again by `replayErasures`. Append-only; each line holds the hash of the one before.
 */
export interface ErasureLedger {
  /** Where it lies; null in memory */
  readonly file: string | null
  /** @returns every line, oldest first. @throws LedgerBroken where a line was changed, moved or taken out */
  read(): readonly Erasure[]
  /**
   * Adds what the ledger doesn't hold yet and returns when it is on disk. The caller holds other writers off.
   * @throws LedgerBroken, and whatever the file system says
   */
  note(erasure: Erasure): void
}

const FIRST = ''
const hashOf = (previous: string, body: string): string => createHash('sha256').update(`${previous}\n${body}`, 'utf8').digest('hex')

/** A file of JSON lines, mode 0600; made with its folder at the first erasure. A line cut off by a crash was never acted upon and is dropped. */
export function fileLedger(file: string): ErasureLedger {
  const text = (): string => {
    try {
      return readFileSync(file, 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
      throw error
    }
  }
  return {
    file,
    read: () => parse(text(), file).erasures,
    note(erasure) {
      const { erasures, hash, whole } = parse(text(), file)
      const fresh = unknownPart(erasures, erasure)
      if (!fresh) return
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
      const isNew = erasures.length === 0
      const descriptor = openSync(file, 'a', 0o600)
      try {
        if (fstatSync(descriptor).size > whole) ftruncateSync(descriptor, whole)
        // all of it or an error: a single write to a disk that fills takes a part and says nothing
        writeFileSync(descriptor, lineOf(fresh, hash))
        fsyncSync(descriptor)
      } finally {
        closeSync(descriptor)
      }
      if (isNew) syncFolder(dirname(file))
    },
  }
}

/** For unit tests. */
export function memoryLedger(): ErasureLedger {
  const erasures: Erasure[] = []
  return {
    file: null,
    read: () => [...erasures],
    note(erasure) {
      const fresh = unknownPart(erasures, erasure)
      if (fresh) erasures.push(fresh)
    },
  }
}

function lineOf({ kind, owner, at, keys, act }: Erasure, previous: string): string {
  const said = act && { erasureId: act.erasureId, why: act.why }
  const body = JSON.stringify({ kind, owner, at, keys: keys.map(({ owner: of, key }) => ({ owner: of, key })), act: said })
  return `${JSON.stringify({ erasure: body, previous, hash: hashOf(previous, body) })}\n`
}

/** @returns null where the ledger says all of it already */
function unknownPart(known: readonly Erasure[], erasure: Erasure): Erasure | null {
  const gone = known.flatMap(({ keys }) => keys)
  const fresh = erasure.keys.filter(({ key }) => !gone.some((line) => line.key === key))
  const isKnown = [...known, ...gone].some(({ owner }) => owner === erasure.owner)
  return fresh.length === 0 && isKnown ? null : { ...erasure, keys: fresh }
}

interface Parsed {
  readonly erasures: readonly Erasure[]
  /** Of the last line */
  readonly hash: string
  /** Bytes up to the end of the last whole line */
  readonly whole: number
}

function parse(text: string, file: string): Parsed {
  const end = text.lastIndexOf('\n') + 1
  let hash = FIRST
  const erasures = text
    .slice(0, end)
    .split('\n')
    .slice(0, -1)
    .map((line, index) => {
      const entry = entryOf(line)
      if (entry?.previous !== hash || entry.hash !== hashOf(hash, entry.erasure)) throw new LedgerBroken(file, index + 1)
      hash = entry.hash
      // The chain vouches for the text: this program wrote it.
      return JSON.parse(entry.erasure) as Erasure
    })
  return { erasures, hash, whole: Buffer.byteLength(text.slice(0, end), 'utf8') }
}

function entryOf(line: string): { readonly erasure: string; readonly previous: string; readonly hash: string } | null {
  try {
    const entry = JSON.parse(line) as Record<string, unknown> | null
    const { erasure, previous, hash } = entry ?? {}
    return typeof erasure === 'string' && typeof previous === 'string' && typeof hash === 'string' ? { erasure, previous, hash } : null
  } catch {
    return null
  }
}

/** A new file survives a power cut only where its folder's entry does. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
