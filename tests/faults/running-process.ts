import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'

/** Milliseconds after which one that does not answer is given up: a slow, loaded machine takes its time. */
const PATIENCE = 180_000

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

  /**
   * Waits until it is ready.
   * @throws Error with what it said, where it ended before, or did not answer within `patience` milliseconds: then it is stopped
   */
  static async start(name: string, args: readonly string[], port: number, options: SpawnOptions, patience = PATIENCE): Promise<RunningProcess> {
    const child = spawn('node', [...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    const started = new RunningProcess(name, `http://127.0.0.1:${port}`, child)
    for (const end = performance.now() + patience; !(await started.#ready()); await pause(20)) {
      if (started.ended) throw new Error(`${name} ended before it answered: ${started.said}`)
      if (performance.now() < end) continue
      await started.stop()
      throw new Error(`${name} did not answer in time: ${started.said}`)
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

  #ready(): Promise<boolean> {
    return fetch(`${this.address}/health/ready`, { signal: AbortSignal.timeout(5_000) }).then(
      ({ ok }) => ok,
      () => false,
    )
  }

  async #signal(name: NodeJS.Signals): Promise<void> {
    if (this.ended) return
    const gone = once(this.child, 'exit')
    this.child.kill(name)
    await gone
  }
}
