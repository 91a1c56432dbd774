import { readAhead, type Page } from '#event-log'
import type { Instant, Position, Uuid } from '#kernel'
import type { RebuildWriter } from './model-writer'
import type { OrderedConnection } from './ordered-connection'
import { preparedOpener, withAsOf } from './page-folder'
import type { Entry } from './read-model'
import type { Copy } from './rebuilt-rows'
import type { RunnerSettings } from './runner'

/** Events a page: so few that most of what is made of one is gone before the collector has to carry it over. */
const PAGE = 1_000

export interface ReadingOptions {
  /** Told after every page */
  readonly progress?: (events: number) => void
  readonly signal?: AbortSignal
  /** Groups of rows kept in memory a table; 1 000 unless told */
  readonly keptGroups?: number
}

/** A rebuild's way through the log: each page is folded by all models, while the next one is fetched and the rows of the last one are sent. */
export class LogReading {
  position: Position | null = null
  /** Running maximum of recorded-at */
  asOf: Instant | null = null
  lastEvent: Uuid | null = null
  /** Events read so far */
  events = 0

  constructor(
    private readonly settings: Pick<RunnerSettings, 'log' | 'openers' | 'pageSize'>,
    private readonly writers: readonly RebuildWriter[],
    private readonly connection: OrderedConnection,
    private readonly options: ReadingOptions,
  ) {}

  /** Folds from where the reading stands to the end of the log as it stands, and writes every row. */
  async readOn(): Promise<void> {
    const { log, pageSize = PAGE } = this.settings
    let sent: Promise<unknown> = Promise.resolve()
    for await (const page of readAhead(log.readAll(this.position, { pageSize }))) {
      this.options.signal?.throwIfAborted()
      await this.#fold(page)
      const copies = this.writers.flatMap((writer) => writer.takeSurplus())
      if (copies.length > 0) {
        await sent
        sent = this.#send(copies)
        // A failure is met by the next await; without this line it would count as unhandled until then.
        sent.catch(() => undefined)
      }
      this.options.progress?.(this.events)
    }
    await sent
    for (const writer of this.writers) await this.#send(writer.takeAll())
  }

  /** What a fold needs from the tables is asked on the connection that still sends the last rows: it comes after them. */
  async #fold(page: Page): Promise<void> {
    const entries = withAsOf(page.events, this.asOf)
    this.position = page.checkpoint
    this.asOf = entries.at(-1)?.asOf ?? this.asOf
    this.lastEvent = page.events.at(-1)?.id ?? this.lastEvent
    this.events += entries.length
    const opener = await preparedOpener(this.settings.openers, this.writers, entries)
    const byPrefix = new Map<string, readonly Entry[]>()
    for (const writer of this.writers) {
      const { streamPrefix } = writer.model
      const mine = byPrefix.get(streamPrefix) ?? entries.filter(({ event }) => event.stream.startsWith(streamPrefix))
      byPrefix.set(streamPrefix, mine)
      if (mine.length > 0) await writer.fold(mine, opener, this.connection)
    }
  }

  /** All of it is asked for at once, so that a later question on this connection sees it. */
  #send(copies: readonly Copy[]): Promise<unknown> {
    return Promise.all(copies.map(({ sql, lines }) => this.connection.copy(sql, lines)))
  }
}
