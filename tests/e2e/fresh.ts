/**
 * Asks again, as the screens do, where a busy machine's readers have not come so far in time.
 * @returns the first answer that is not marked as stale
 * @throws Error after a minute
 */
export async function fresh<Shape extends { readonly headers: Readonly<Record<string, unknown>> }>(ask: () => Promise<Shape>): Promise<Shape> {
  for (const end = performance.now() + 60_000; performance.now() < end;) {
    const answer = await ask()
    if (answer.headers['x-stale'] === undefined) return answer
  }
  throw new Error('the readers stand still')
}
