import { readAhead, type Page } from '#event-log'
import type { Instant, Position, Uuid } from '#kernel'
import type { Opener } from '#privacy'
import type { RebuildWriter } from './model-writer'
import type { Copy, OrderedConnection } from './ordered-connection'
import { preparedOpener, withAsOf } from './page-folder'
import type { Entry, ReadModel } from './read-model'
import type { RunnerSettings } from './runner'

/** Events a page: so few that most of what is made of one is gone before the collector has to carry it over. */
const PAGE = 1_000
/**
 * Characters that may wait to be sent while the next pages are folded. Tables give up their surplus in bursts: with less the folding waits
 * for the store (2 million cost a tenth of the speed), with more the collector has more to carry and nothing is won.
 */
const MOST_WAITING = 6_000_000

export interface ReadingOptions {
  /** Told after every page */
  readonly progress?: (events: number) => void
  readonly signal?: AbortSignal
  /** Groups of rows kept in memory a table; 1 000 unless told */
  readonly keptGroups?: number
}

/** A page with all that folding it needs. */
interface PreparedPage {
  readonly page: Page
  readonly entries: readonly Entry[]
  readonly opener: Opener
}

/**
 * A rebuild's way through the log: each page is folded by all models, while the next ones are fetched, their keys too, and the rows of
 * the last ones are sent.
 */
export class LogReading {
  position: Position | null = null
  /** Running maximum of recorded-at */
  asOf: Instant | null = null
  lastEvent: Uuid | null = null
  /** Events read so far */
  events = 0
  readonly #sent: { readonly done: Promise<void>; readonly length: number }[] = []
  /** Characters of what was handed over and not looked after yet */
  #waiting = 0

  constructor(
    private readonly settings: Pick<RunnerSettings, 'log' | 'openers' | 'pageSize'>,
    private readonly writers: readonly RebuildWriter[],
    private readonly options: ReadingOptions,
  ) {}

  /**
   * Folds from where the reading stands to the end of the log as it stands, and writes every row.
   * @param onWritten told of each model whose rows are all in its tables
   */
  async readOn(connection: OrderedConnection, onWritten: (model: ReadModel) => void = () => undefined): Promise<void> {
    const { log, pageSize = PAGE } = this.settings
    for await (const prepared of readAhead(this.#prepared(log.readAll(this.position, { pageSize })))) {
      this.options.signal?.throwIfAborted()
      await this.#fold(prepared, connection)
      await this.#send(
        this.writers.flatMap((writer) => writer.takeSurplus()),
        connection,
      )
      this.options.progress?.(this.events)
    }
    for (const writer of this.writers) {
      await this.#send(writer.takeAll(), connection)
      const last = this.#sent.at(-1)?.done ?? Promise.resolve()
      // told of a failure is whoever looks after what was sent
      void last.then(
        () => onWritten(writer.model),
        () => undefined,
      )
    }
    await this.#settle(0)
  }

  async *#prepared(pages: AsyncIterable<Page>): AsyncGenerator<PreparedPage> {
    let { asOf } = this
    for await (const page of readAhead(pages)) {
      const entries = withAsOf(page.events, asOf)
      asOf = entries.at(-1)?.asOf ?? asOf
      yield { page, entries, opener: await preparedOpener(this.settings.openers, this.writers, entries) }
    }
  }

  /** What a fold needs from the tables is asked on the connection that still sends the last rows: it comes after them. */
  async #fold({ page, entries, opener }: PreparedPage, connection: OrderedConnection): Promise<void> {
    this.position = page.checkpoint
    this.asOf = entries.at(-1)?.asOf ?? this.asOf
    this.lastEvent = page.events.at(-1)?.id ?? this.lastEvent
    this.events += entries.length
    const byPrefix = new Map<string, readonly Entry[]>()
    for (const writer of this.writers) {
      const { streamPrefix } = writer.model
      const mine = byPrefix.get(streamPrefix) ?? entries.filter(({ event }) => event.stream.startsWith(streamPrefix))
      byPrefix.set(streamPrefix, mine)
      if (mine.length === 0) continue
      await writer.fold(mine, opener, connection)
      await turn()
    }
  }

  /** Hands rows over, all at once, so that a later question on this connection sees them; waits only where too many lie there already. */
  async #send(copies: readonly Copy[], connection: OrderedConnection): Promise<void> {
    if (copies.length === 0) return
    const done = connection.copy(copies)
    // A failure is met when it is looked after; without this line it would count as unhandled until then.
    done.catch(() => undefined)
    const length = copies.reduce((sum, { lines }) => sum + lines.length, 0)
    this.#sent.push({ done, length })
    this.#waiting += length
    await this.#settle(MOST_WAITING)
  }

  /** Looks after what was sent first, until no more than so many characters wait. */
  async #settle(most: number): Promise<void> {
    while (this.#waiting > most) {
      const first = this.#sent.shift()
      if (!first) return
      this.#waiting -= first.length
      await first.done
    }
  }
}

/** Lets what arrived be read and what waits be written: a fold that needs nothing from outside leaves no room for it. */
const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))
