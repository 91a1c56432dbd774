import { once } from 'node:events'
import type { ChildProcess } from 'node:child_process'
import type { RunningProduct } from './running-product'

/** `teduh projections rebuild`, as an administrator types it: a process of its own that can be killed. */
export class RebuildCommand {
  said = ''
  readonly #gone: Promise<unknown>

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (this.said += chunk.toString()))
    // not before everything that was said has been read
    this.#gone = once(child, 'close')
  }

  static start(product: RunningProduct): RebuildCommand {
    return new RebuildCommand(product.spawnTeduh('projections', 'rebuild'))
  }

  get ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null
  }

  /** It said that it was done. */
  get done(): boolean {
    return this.said.includes('dibaca ulang')
  }

  /** kill -9, wherever it is; returns when it is gone. */
  async kill(): Promise<void> {
    if (!this.ended) this.child.kill('SIGKILL')
    await this.#gone
  }

  /** Waits for its end. @returns the exit code */
  async end(): Promise<number | null> {
    await this.#gone
    return this.child.exitCode
  }
}
