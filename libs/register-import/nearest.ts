/** @returns the entry that needs the fewest changes to become `text`, or null where even that is another word. */
export function nearest(text: string, entries: Iterable<string>): string | null {
  let best: string | null = null
  let fewest = Math.max(2, Math.floor(text.length / 3)) + 1
  for (const entry of entries) {
    const changes = distance(text, entry)
    if (changes < fewest) {
      best = entry
      fewest = changes
    }
  }
  return best
}

/** Optimal string alignment distance: insert, drop, exchange one letter, or swap two neighbours. */
function distance(a: string, b: string): number {
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1
      let changes = Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (previous[column - 1] ?? 0) + same)
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        changes = Math.min(changes, (before[column - 2] ?? 0) + 1)
      current.push(changes)
    }
    before = previous
    previous = current
  }
  return previous[b.length] ?? a.length
}
