import type { Position } from '#kernel'
import { modelStatus, waitForPosition, type ModelStatus, type Waited } from './progress'
import { parkedStreams, type ParkedStream } from './parked'
import { rebuildModels, type RebuildOptions, type Rebuilt } from './rebuild'
import { retryParked } from './retry'
import { runProjections, type RunnerSettings } from './runner'

/** The readers that keep all read models with the log, as an app holds them. */
export interface Projections {
  /** Runs until `signal` aborts. */
  run(signal: AbortSignal): Promise<void>
  /** @param names all read models where left out */
  rebuild(names?: readonly string[], options?: RebuildOptions): Promise<Rebuilt>
  status(): Promise<readonly ModelStatus[]>
  /** Waits until these read models (all of them where left out) hold everything up to `position`. */
  waitFor(position: Position, timeoutMilliseconds: number, names?: readonly string[]): Promise<Waited>
  parked(): Promise<readonly ParkedStream[]>
  /** @returns how many events were folded */
  retry(model: string, stream: string): Promise<number>
}

export function createProjections(settings: RunnerSettings): Projections {
  return {
    run: (signal) => runProjections(settings, signal),
    rebuild: (names = [], options = {}) => rebuildModels(settings, names, options),
    status: () => modelStatus(settings.pool, settings.log),
    waitFor: (position, timeoutMilliseconds, names) =>
      waitForPosition(settings.pool, names ?? settings.models.map(({ name }) => name), position, timeoutMilliseconds),
    parked: () => parkedStreams(settings.pool),
    retry: (model, stream) => retryParked(settings, model, stream),
  }
}
