import { setTimeout as pause } from 'node:timers/promises'
import { SealingRefused } from './errors'
import { sealSegments, type SealingPorts } from './seal-segments'

/** Milliseconds between two passes: what came in between is vouched for by the events' own chains alone. */
const EVERY = 5_000

/**
 * Seals the log until `signal` aborts. A pass that fails is tried again; its code is told once, until another one comes or it passes.
 * @param onFailure told a stable code (or the error's name) and what its sentence needs
 */
export async function runSealing(
  ports: SealingPorts,
  signal: AbortSignal,
  onFailure: (code: string, params: { readonly number: number }) => void,
  everyMs = EVERY,
): Promise<void> {
  let told = ''
  while (!signal.aborted) {
    try {
      await sealSegments(ports, signal)
      told = ''
    } catch (error) {
      const code = codeOf(error)
      if (code !== told) onFailure(code, { number: error instanceof SealingRefused ? error.number : 0 })
      told = code
    }
    await pause(everyMs, undefined, { signal }).catch(() => undefined)
  }
}

function codeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string') return error.code
  return error instanceof Error ? error.name : 'unknown'
}
