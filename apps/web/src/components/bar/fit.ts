export interface BarWidths {
  /** Width of each destination, in their order, px. */
  items: readonly number[]
  /** Width of "Lainnya". */
  more: number
  /** The room for destinations and search together. */
  room: number
  searchFull: number
  searchIcon: number
}

export interface BarFit {
  search: 'full' | 'icon'
  /** How many destinations stand in the bar; the others go under "Lainnya". */
  shown: number
}

const sum = (widths: readonly number[]): number => widths.reduce((total, width) => total + width, 0)

/** Short of room the search becomes its icon first; then the last destinations go under "Lainnya". */
export function fitBar({ items, more, room, searchFull, searchIcon }: BarWidths): BarFit {
  const all = sum(items)
  if (all + searchFull <= room) return { search: 'full', shown: items.length }
  if (all + searchIcon <= room) return { search: 'icon', shown: items.length }
  let shown = items.length
  while (shown > 0 && sum(items.slice(0, shown)) + more + searchIcon > room) shown -= 1
  return { search: 'icon', shown }
}
