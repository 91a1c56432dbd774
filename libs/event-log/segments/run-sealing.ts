import { setTimeout as pause } from 'node:timers/promises'
import type { EventLog } from '../port'
import type { StoredLog } from '../stored'
import { Wake } from '../wake'
import { SealingRefused } from './errors'
import { sealSegments, type SealingPorts } from './seal-segments'

/** What sealing that goes on needs: a log that also tells of news. */
export interface LiveSealingPorts extends SealingPorts {
  readonly log: StoredLog & Pick<EventLog, 'head' | 'subscribe'>
}

/** How long what was written is vouched for by the events' own chains alone, in milliseconds. */
export interface SealingPace {
  /** From one pass to the next at least, however much is written; what comes after a quiet time is sealed at once */
  readonly least: number
  /** Where no news comes: the subscription is a courtesy, looking is the truth */
  readonly most: number
}

const PACE: SealingPace = { least: 1_000, most: 5_000 }

/**
 * Seals the log until `signal` aborts, as soon as something was written. A pass that fails is tried again; its code is told once, until
 * another one comes or it passes.
 * @param onFailure told a stable code (or the error's name) and what its sentence needs
 */
export async function runSealing(
  ports: LiveSealingPorts,
  signal: AbortSignal,
  onFailure: (code: string, params: { readonly number: number }) => void,
  { least, most }: SealingPace = PACE,
): Promise<void> {
  const news = new Wake()
  const hearing = hear(ports.log, news, most, signal)
  let told = ''
  while (!signal.aborted) {
    const heard = news.calls
    try {
      await sealSegments(ports, signal)
      told = ''
    } catch (error) {
      const code = codeOf(error)
      if (code !== told) onFailure(code, { number: error instanceof SealingRefused ? error.number : 0 })
      told = code
    }
    await pause(least, undefined, { signal }).catch(() => undefined)
    await news.sleep(heard, most, signal)
  }
  await hearing
}

/** Calls for every page that comes. A log that can't be followed is followed again later; sealing tells what is wrong with it. */
async function hear(log: LiveSealingPorts['log'], news: Wake, again: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const page of log.subscribe(await log.head(), signal)) if (page.events.length > 0) news.call()
    } catch {
      // nothing is lost: sealing looks by itself
    }
    await pause(again, undefined, { signal }).catch(() => undefined)
  }
}

function codeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string') return error.code
  return error instanceof Error ? error.name : 'unknown'
}
