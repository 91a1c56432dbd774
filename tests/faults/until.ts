import { setTimeout as pause } from 'node:timers/promises'

/** Waits for a condition, not for a time. @throws Error after two minutes */
export async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  for (const end = performance.now() + 120_000; !(await holds()); await pause(2))
    if (performance.now() > end) throw new Error(`waited in vain until ${what}`)
}
