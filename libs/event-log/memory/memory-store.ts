import type { Uuid } from '#kernel'
import type { StandingEvent } from '../append-rules'
import { Wake } from '../wake'

/** One event as it would lie on disk. */
export interface MemoryRow extends Omit<StandingEvent, 'position'> {
  readonly position: bigint
  readonly envelope: Buffer
  readonly hash: Buffer
}

/** What several `MemoryEventLog`s share, as several processes share a database. */
export class MemoryStore {
  readonly wake = new Wake()
  #rows: MemoryRow[] = []
  readonly #streams = new Map<string, MemoryRow[]>()
  readonly #ids = new Map<Uuid, MemoryRow>()

  /** In position order */
  get rows(): readonly MemoryRow[] {
    return this.#rows
  }

  /** @returns the events of one stream, oldest first */
  stream(name: string): readonly MemoryRow[] {
    return this.#streams.get(name) ?? []
  }

  byId(id: Uuid): MemoryRow | undefined {
    return this.#ids.get(id)
  }

  add(row: MemoryRow): void {
    this.#rows.push(row)
    this.#ids.set(row.id, row)
    const stream = this.#streams.get(row.stream)
    if (stream) stream.push(row)
    else this.#streams.set(row.stream, [row])
  }

  /** Changes what is stored behind the log's back, as somebody with the database's own superuser could. For tests. */
  damage(change: (rows: readonly MemoryRow[]) => readonly MemoryRow[]): void {
    const rows = change(this.#rows)
    this.#rows = []
    this.#streams.clear()
    this.#ids.clear()
    for (const row of rows) this.add(row)
  }
}
