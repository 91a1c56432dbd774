import { createHash } from 'node:crypto'
import { constants, existsSync, statSync } from 'node:fs'
import { access, open, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { exclusively } from '#database'
import { BackupRefused, reasonOf } from './errors'
import { trailerLine, type FileTrailer } from './format'
import { packMember } from './member'
import type { Lines } from './read-lines'

/** Characters a member holds before it is written. */
const MEMBER_TEXT = 512 * 1024
/** Members that are being deflated at a time. */
const AHEAD = 2

/**
 * Runs `work` while no other process writes the same file.
 * @throws BackupRefused `backup.no-file` where the name is a pipe's or a folder's: what can't be taken back when it fails isn't written;
 * `backup.file-exists`, `backup.file-unwritable`
 */
export async function forNewFile<T>(file: string, work: () => Promise<T>): Promise<T> {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === false) throw new BackupRefused('backup.no-file', { file })
  refuseStanding(file)
  await written(file, () => access(dirname(file), constants.W_OK))
  return exclusively(`${file}.lock`, work)
}

function refuseStanding(file: string): void {
  if (existsSync(file)) throw new BackupRefused('backup.file-exists', { file })
}

/** Where a file grows until it is whole. */
export const partialOf = (file: string): string => `${file}.partial`

/**
 * Writes one of this library's files under a passing name (mode 0600); `finish` puts it on disk and gives it its own.
 * What is added comes in pieces, so memory stays flat however long the file gets.
 */
export class LineWriter {
  readonly #sha = createHash('sha256')
  readonly #packing: Promise<Buffer>[] = []
  #lines: string[] = []
  #size = 0
  #end: number

  private constructor(
    readonly file: string,
    private readonly handle: FileHandle,
    end: number,
  ) {
    this.#end = end
  }

  /** Begins anew. @throws BackupRefused `backup.file-unwritable` */
  static async begin(file: string): Promise<LineWriter> {
    return written(file, async () => {
      // A leftover would keep its own mode, and a link would lead elsewhere.
      await rm(partialOf(file), { force: true })
      return new LineWriter(file, await open(partialOf(file), 'wx', 0o600), 0)
    })
  }

  /** Goes on behind the last whole member of a partial file. @param standing the members that stand, from the first on */
  static async resume(file: string, standing: AsyncIterable<Pick<Lines, 'bytes' | 'end'>>): Promise<LineWriter> {
    return written(file, async () => {
      const writer = new LineWriter(file, await open(partialOf(file), 'r+', 0o600), 0)
      try {
        for await (const { bytes, end } of standing) {
          writer.#sha.update(bytes)
          writer.#end = end
        }
        await writer.handle.chmod(0o600)
        await writer.handle.truncate(writer.#end)
        return writer
      } catch (error) {
        await writer.leave()
        throw error
      }
    })
  }

  /** @param line JSON without a line end */
  async add(line: string): Promise<void> {
    this.#lines.push(line)
    this.#size += line.length
    if (this.#size >= MEMBER_TEXT) await this.flush()
  }

  /** Makes what was added a member of its own. */
  async flush(): Promise<void> {
    if (this.#lines.length === 0) return
    const bytes = Buffer.from(`${this.#lines.join('\n')}\n`)
    this.#lines = []
    this.#size = 0
    this.#sha.update(bytes)
    const packing = packMember(bytes)
    packing.catch(() => undefined)
    this.#packing.push(packing)
    if (this.#packing.length > AHEAD) await this.#write()
  }

  /** Adds the trailer, waits for the disk and gives the file its name. @returns the trailer */
  async finish(counted: Omit<FileTrailer, 'sha256'>): Promise<FileTrailer> {
    await this.flush()
    const trailer = { ...counted, sha256: this.#sha.copy().digest('hex') }
    await this.add(trailerLine(trailer))
    await this.flush()
    while (this.#packing.length > 0) await this.#write()
    await written(this.file, async () => {
      await this.handle.sync()
      await this.handle.close()
      refuseStanding(this.file)
      await rename(partialOf(this.file), this.file)
      await syncFolder(dirname(this.file))
    })
    return trailer
  }

  /** Leaves the partial file as it is. May be called after `finish`. */
  async leave(): Promise<void> {
    await Promise.allSettled(this.#packing)
    await this.handle.close().catch(() => undefined)
  }

  /** Removes the partial file. */
  async discard(): Promise<void> {
    await this.leave()
    await rm(partialOf(this.file), { force: true })
  }

  async #write(): Promise<void> {
    const member = await this.#packing.shift()
    if (!member) return
    await written(this.file, async () => {
      for (let done = 0; done < member.length;) {
        const { bytesWritten } = await this.handle.write(member, done, member.length - done, this.#end)
        done += bytesWritten
        this.#end += bytesWritten
      }
    })
  }
}

async function written<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof BackupRefused) throw error
    throw new BackupRefused('backup.file-unwritable', { file, reason: reasonOf(error) }, { cause: error })
  }
}

/** A new name survives a power cut only where its folder's entry does. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null)
  if (!handle) return
  await handle.sync().catch(() => undefined)
  await handle.close()
}
