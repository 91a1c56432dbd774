import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { SealingRefused } from './errors'
import type { SegmentHead, SignedSegment } from './segment'

/**
 * The signed head as a file outside the database, beside the master key: JSON of one segment. Replaced as a whole, on disk before
 * `write` returns.
 */
export function headFile(file: string): SegmentHead {
  return {
    async read() {
      let text: string
      try {
        text = await readFile(file, 'utf8')
      } catch (error) {
        if (isAbsent(error)) return null
        throw new SealingRefused('segments.head-unreadable', 0)
      }
      const segment = parsed(text)
      if (segment === null) throw new SealingRefused('segments.head-unreadable', 0)
      return segment
    },
    async write(segment) {
      // a name of its own: two processes may write at once
      const fresh = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
      try {
        await mkdir(dirname(file), { recursive: true, mode: 0o700 })
        await writeDurably(fresh, `${JSON.stringify(segment)}\n`)
        await rename(fresh, file)
        await syncFolder(dirname(file))
      } catch {
        await rm(fresh, { force: true }).catch(() => undefined)
        throw new SealingRefused('segments.head-unwritten', segment.number)
      }
    },
  }
}

/**
 * Puts the head file away under a name of its own, kept as evidence, so that a log restored from an older backup can be sealed on.
 * @returns where it lies now, or null where there was none
 */
export async function setHeadAside(file: string, at: string): Promise<string | null> {
  const aside = `${file}.${at.replaceAll(/[^0-9]/g, '')}`
  try {
    await rename(file, aside)
    await syncFolder(dirname(file))
    return aside
  } catch (error) {
    if (isAbsent(error)) return null
    throw error
  }
}

/**
 * Keeps segments that are taken out of the database, as evidence, beside the head file: one a line.
 * @returns where they lie
 * @throws SealingRefused `segments.head-unwritten`
 */
export async function keepSegments(file: string, at: string, segments: readonly SignedSegment[]): Promise<string> {
  const aside = `${file}.${at.replaceAll(/[^0-9]/g, '')}.segments`
  try {
    await writeDurably(aside, segments.map((segment) => `${JSON.stringify(segment)}\n`).join(''))
    await syncFolder(dirname(file))
    return aside
  } catch {
    throw new SealingRefused('segments.head-unwritten', segments[0]?.number ?? 0)
  }
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function syncFolder(folder: string): Promise<void> {
  // folders cannot be opened on every system
  const handle = await open(folder, 'r').catch(() => null)
  if (!handle) return
  await handle.sync().catch(() => undefined)
  await handle.close()
}

const isAbsent = (error: unknown): boolean => typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT'

function parsed(text: string): SignedSegment | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null) return null
  const { number, firstId, lastId, events, through, chain, sealedAt, signature } = value as Partial<Record<keyof SignedSegment, unknown>>
  const counted = isCount(number) && isCount(events) && isCount(through)
  const named = typeof firstId === 'string' && typeof lastId === 'string' && typeof chain === 'string'
  if (!counted || !named || typeof sealedAt !== 'string' || typeof signature !== 'string') return null
  return { number, firstId, lastId, events, through, chain, sealedAt, signature }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0
