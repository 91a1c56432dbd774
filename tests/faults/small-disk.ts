import { spawnSync } from 'node:child_process'
import { mkdtempSync, openSync, closeSync, rmSync, statfsSync, statSync, truncateSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A file system of its own that can be filled to the last block. */
export class SmallDisk {
  private constructor(readonly folder: string) {}

  /** @returns null where this account may not mount one */
  static mount(megabytes: number): SmallDisk | null {
    const folder = mkdtempSync(join(tmpdir(), 'teduh-disk-'))
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0711`, 'tmpfs', folder])
    if (status === 0) return new SmallDisk(folder)
    rmSync(folder, { recursive: true, force: true })
    return null
  }

  get #filler(): string {
    return join(this.folder, 'filler')
  }

  /** Takes every block that is left, but for so many bytes. */
  fill(left = 0): void {
    const file = openSync(this.#filler, 'a')
    const block = Buffer.alloc(4096)
    try {
      for (;;) writeSync(file, block)
    } catch (error) {
      if (codeOf(error) !== 'ENOSPC') throw error
    } finally {
      closeSync(file)
    }
    if (left > 0) truncateSync(this.#filler, Math.max(0, statSync(this.#filler).size - left))
  }

  /** Gives the blocks back. */
  free(): void {
    rmSync(this.#filler, { force: true })
  }

  /** Blocks left, in bytes */
  get left(): number {
    const { bavail, bsize } = statfsSync(this.folder)
    return bavail * bsize
  }

  /** Whatever still has files open in it keeps them until it ends. */
  unmount(): void {
    spawnSync('umount', ['-l', this.folder])
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** By its shape: a test's errors come from another realm. */
const codeOf = (error: unknown): unknown => (typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined)
