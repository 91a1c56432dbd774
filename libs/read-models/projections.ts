import type { Clock, Position } from '#kernel'
import { modelStatus, waitForPosition, type ModelStatus, type Waited } from './progress'
import { pauseReaders, resumeReaders } from './pauses'
import { runReactor } from './reactor-runner'
import { parkedStreams, type ParkedStream } from './parked'
import { rebuildModels, type RebuildOptions, type Rebuilt } from './rebuild'
import { retryParked } from './retry'
import { UnknownReadModel } from './errors'
import { runProjections, type RunnerSettings } from './runner'

/** Everything that reads the log: what keeps the read models with it, and what acts on it. As an app holds them. */
export interface Projections {
  /** Runs all models and reactors until `signal` aborts. The first that can't go on stops the others. */
  run(signal: AbortSignal): Promise<void>
  /** @param names all read models where left out */
  rebuild(names?: readonly string[], options?: RebuildOptions): Promise<Rebuilt>
  status(): Promise<readonly ModelStatus[]>
  /** Names of all readers, models first */
  readonly names: readonly string[]
  /** Holds readers still on every worker, all of them where left out. @throws UnknownReadModel */
  pause(clock: Clock, name?: string): Promise<void>
  /** @throws UnknownReadModel */
  resume(name?: string): Promise<void>
  /** Waits until these read models (all of them where left out) hold everything up to `position`. */
  waitFor(position: Position, timeoutMilliseconds: number, names?: readonly string[]): Promise<Waited>
  parked(): Promise<readonly ParkedStream[]>
  /** @returns how many events were folded */
  retry(model: string, stream: string): Promise<number>
}

export function createProjections(settings: RunnerSettings): Projections {
  const names = [...settings.models, ...(settings.reactors ?? [])].map(({ name }) => name)
  const chosen = (name: string | undefined): readonly string[] => {
    if (name !== undefined && !names.includes(name)) throw new UnknownReadModel(name)
    return name === undefined ? names : [name]
  }
  return {
    names,
    run: (signal) => runAll(settings, signal),
    pause: async (clock, name) => pauseReaders(settings.pool, chosen(name), clock.now()),
    resume: async (name) => resumeReaders(settings.pool, chosen(name)),
    rebuild: (names = [], options = {}) => rebuildModels(settings, names, options),
    status: () => modelStatus(settings.pool, settings.log, settings.reactors),
    waitFor: (position, timeoutMilliseconds, names) =>
      waitForPosition(settings.pool, names ?? settings.models.map(({ name }) => name), position, timeoutMilliseconds),
    parked: () => parkedStreams(settings.pool),
    retry: (model, stream) => retryParked(settings, model, stream),
  }
}

async function runAll(settings: RunnerSettings, signal: AbortSignal): Promise<void> {
  const stop = new AbortController()
  const onAbort = (): void => stop.abort()
  signal.addEventListener('abort', onAbort, { once: true })
  if (signal.aborted) stop.abort()
  const running = [runProjections(settings, stop.signal), ...(settings.reactors ?? []).map((reactor) => runReactor(settings, reactor, stop.signal))]
  try {
    await Promise.all(running)
  } finally {
    stop.abort()
    await Promise.allSettled(running)
    signal.removeEventListener('abort', onAbort)
  }
}
