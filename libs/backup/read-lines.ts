import { isUtf8 } from 'node:buffer'
import { open, stat, type FileHandle } from 'node:fs/promises'
import { BackupRefused, reasonOf } from './errors'
import { MEMBER_HEAD, memberSize, unpackMember } from './member'

/** The lines of one member. */
export interface Lines {
  readonly lines: readonly string[]
  /** What they were made of, line ends included */
  readonly bytes: Buffer
  /** Where in the file the next member begins */
  readonly end: number
}

/**
 * @yields the lines of a file member by member, the next one read while one is worked on
 * @param lenient ends quietly at the first member that isn't whole, for a file whose writing was cut off
 * @throws BackupRefused `backup.no-file`, `backup.file-unreadable`, `backup.not-ours`, `backup.truncated`, `backup.corrupt`
 */
export async function* readLines(file: string, lenient = false): AsyncGenerator<Lines> {
  const handle = await opened(file).catch((error: unknown) => {
    if (error instanceof BackupRefused) throw error
    throw new BackupRefused('backup.file-unreadable', { file, reason: reasonOf(error) }, { cause: error })
  })
  try {
    let next = member(handle, file, 0)
    for (;;) {
      const found = await next.catch((error: unknown) => {
        if (lenient && error instanceof BackupRefused) return null
        throw error
      })
      if (!found) return
      next = member(handle, file, found.end)
      next.catch(() => undefined)
      yield found
    }
  } finally {
    await handle.close()
  }
}

/** A pipe can be read once and these files are read twice; opening one would wait for its writer. */
async function opened(file: string): Promise<FileHandle> {
  if (!(await stat(file)).isFile()) throw new BackupRefused('backup.no-file', { file })
  return open(file, 'r')
}

async function member(handle: FileHandle, file: string, at: number): Promise<Lines | null> {
  const head = await bytesAt(handle, file, at, MEMBER_HEAD)
  if (head.length === 0 && at > 0) return null
  const size = memberSize(head)
  if (size === null && at === 0) throw new BackupRefused(head.length === 0 ? 'backup.truncated' : 'backup.not-ours', { file })
  if (head.length < MEMBER_HEAD) throw new BackupRefused('backup.truncated', { file })
  if (size === null) throw new BackupRefused('backup.corrupt', { file, at })
  const whole = await bytesAt(handle, file, at, size)
  if (whole.length < size) throw new BackupRefused('backup.truncated', { file })
  const bytes = await unpackMember(whole)
  if (!bytes || !isUtf8(bytes) || bytes.at(-1) !== 10) throw new BackupRefused('backup.corrupt', { file, at })
  return { lines: bytes.toString('utf8', 0, bytes.length - 1).split('\n'), bytes, end: at + size }
}

async function bytesAt(handle: FileHandle, file: string, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length)
  let filled = 0
  try {
    while (filled < length) {
      const { bytesRead } = await handle.read(buffer, filled, length - filled, at + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
  } catch (error) {
    throw new BackupRefused('backup.file-unreadable', { file, reason: reasonOf(error) }, { cause: error })
  }
  return buffer.subarray(0, filled)
}
