import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'

/** One process of the product, up and ready, that can be killed. */
export class RunningProcess {
  said = ''

  private constructor(
    readonly name: string,
    readonly address: string,
    private readonly child: ChildProcess,
  ) {
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (this.said += chunk.toString()))
  }

  /** Waits until it is ready. */
  static async start(name: string, args: readonly string[], port: number, options: SpawnOptions): Promise<RunningProcess> {
    const child = spawn('node', [...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    const started = new RunningProcess(name, `http://127.0.0.1:${port}`, child)
    while (!(await fetch(`${started.address}/health/ready`).catch(() => null))?.ok) {
      if (started.ended) throw new Error(`${name} ended before it answered: ${started.said}`)
      await pause(20)
    }
    return started
  }

  get ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null
  }

  /** kill -9 */
  async kill(): Promise<void> {
    await this.#signal('SIGKILL')
  }

  /** What a service manager does. @returns the exit code */
  async stop(): Promise<number | null> {
    await this.#signal('SIGTERM')
    return this.child.exitCode
  }

  async #signal(name: NodeJS.Signals): Promise<void> {
    if (this.ended) return
    const gone = once(this.child, 'exit')
    this.child.kill(name)
    await gone
  }
}
