import type { Fault } from '../api/problem'

const parts = (path: string): string[] =>
  path
    .replaceAll(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter((part) => part !== '')

/** How many leading parts two paths share, where one leads to the other; 0 where they part. */
function shared(a: readonly string[], b: readonly string[]): number {
  const length = Math.min(a.length, b.length)
  return a.slice(0, length).every((part, at) => part === b[at]) ? length : 0
}

/**
 * The field a fault of the server is about: the one whose place in the body leads furthest towards it, or undefined where the form
 * shows none of it. A decision names its own part (`age.years`), so the ends of the paths are compared too.
 */
export function fieldFor<Place extends { at: string }>(fault: Pick<Fault, 'field'>, fields: readonly Place[]): Place | undefined {
  const wanted = parts(fault.field)
  let best: { field: Place; score: number } | undefined
  for (const field of fields) {
    const own = parts(field.at)
    const whole = shared(own, wanted)
    const tail = own.length > 1 ? shared(own.slice(1), wanted) : 0
    const score = Math.max(whole * 2, tail)
    if (score > 0 && score > (best?.score ?? 0)) best = { field, score }
  }
  return best?.field
}

/** A fault as a sentence of its own, at its field; in the summary it follows a colon. */
export const sentence = (message: string | undefined): string | undefined =>
  message === undefined ? undefined : message.charAt(0).toUpperCase() + message.slice(1)
