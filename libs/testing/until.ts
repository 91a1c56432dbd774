import { setTimeout as pause } from 'node:timers/promises'

/** Waits for a condition, not for a time. @param what is told where it never comes @throws Error after a hundred seconds */
export async function until(holds: () => Promise<boolean> | boolean, what = 'what was awaited'): Promise<void> {
  for (const end = performance.now() + 100_000; !(await holds()); await pause(2)) if (performance.now() > end) throw new Error(`in vain: ${what}`)
}
