import type { Opener } from '#privacy'
import { execute } from './database'
import { LiveRows, type Write } from './live-rows'
import type { Copy, OrderedConnection } from './ordered-connection'
import type { Derivation, Entry, FoldTransaction, ReadModel, Rows } from './read-model'
import { RebuiltRows } from './rebuilt-rows'
import type { Table } from './table'
import type { TableRows } from './table-rows'

/** One set of rows a table, made when the table is first asked for. */
class RowsByTable<Kind extends TableRows<object>> {
  readonly #known = new Map<string, Kind>()

  constructor(private readonly make: (table: Table) => Kind) {}

  // What is found by a table's name was made for that table: the row type is the table's.
  of<Row extends object>(table: Table<Row>): TableRows<Row> & Kind {
    let rows = this.#known.get(table.name)
    if (!rows) this.#known.set(table.name, (rows = this.make(table as unknown as Table)))
    return rows as unknown as TableRows<Row> & Kind
  }

  all(): readonly Kind[] {
    return [...this.#known.values()]
  }
}

/** Applies a batch to rows in memory. */
function foldInto(
  rowsByTable: RowsByTable<TableRows<object>>,
  model: ReadModel,
  entries: readonly Entry[],
  opener: Opener,
  connection: OrderedConnection,
): Promise<void> {
  const transaction: FoldTransaction = {
    opener,
    async rows<Row extends object>(table: Table<Row>, groups: Iterable<string>): Promise<Rows<Row>> {
      const rows = rowsByTable.of(table)
      await rows.load(connection, groups)
      return rows
    },
  }
  return model.fold(entries, transaction)
}

/** Folds batches into the tables that screens read, and keeps the rows it works on in memory between batches. */
export class ModelWriter {
  #rows = new RowsByTable((table) => new LiveRows(table))

  constructor(readonly model: ReadModel) {}

  /** Applies a batch in memory; nothing is written before `flush`. */
  fold(entries: readonly Entry[], opener: Opener, connection: OrderedConnection): Promise<void> {
    return foldInto(this.#rows, this.model, entries, opener, connection)
  }

  /** Writes everything that changed. */
  async flush(connection: OrderedConnection): Promise<void> {
    for (const { from, table, rowsOf } of this.model.derived ?? []) {
      const [sources, derived] = [this.#rows.of(from), this.#rows.of(table)]
      const groups = sources.changedGroups()
      await derived.load(connection, groups)
      for (const group of groups) {
        const wanted = new Map(sources.of(group).flatMap((row) => rowsOf(row).map((one) => [table.keyOf(one), one] as const)))
        for (const row of derived.of(group)) if (!wanted.has(table.keyOf(row))) derived.remove(row)
        for (const row of wanted.values()) derived.put(row)
      }
    }
    const writes = this.#rows.all().flatMap((rows) => rows.take())
    await Promise.all(writes.map((write) => send(write, connection)))
  }

  /** After a failed batch nothing in memory can be trusted. */
  forget(): void {
    this.#rows = new RowsByTable((table) => new LiveRows(table))
  }
}

const send = ({ kind, sql, content }: Write, connection: OrderedConnection): Promise<unknown> =>
  kind === 'copy' ? connection.copy([{ sql, lines: content }]) : execute(connection, sql, [content])

/** Folds batches into tables beside the live ones. */
export class RebuildWriter {
  readonly #rows: RowsByTable<RebuiltRows<object>>

  /** @param keptGroups as `RebuiltRows` has it unless told */
  constructor(
    readonly model: ReadModel,
    keptGroups?: number,
  ) {
    const derivedFrom = ({ name }: Table): Derivation[] => (model.derived ?? []).filter(({ from }) => from.name === name)
    this.#rows = new RowsByTable((table) => new RebuiltRows(table, derivedFrom(table), keptGroups))
  }

  /** Applies a batch in memory. */
  fold(entries: readonly Entry[], opener: Opener, connection: OrderedConnection): Promise<void> {
    return foldInto(this.#rows, this.model, entries, opener, connection)
  }

  /** Takes what memory has no room for; the sending may go on while the next batch is folded. */
  takeSurplus(): readonly Copy[] {
    return this.#rows.all().flatMap((rows) => rows.takeSurplus())
  }

  /** Takes everything out of memory. */
  takeAll(): readonly Copy[] {
    return this.#rows.all().flatMap((rows) => rows.takeAll())
  }
}
