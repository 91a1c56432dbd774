import { fromPosition, readAhead, type EventLog, type RestorableLog, type StoredEvent, type StoredLog } from '#event-log'
import type { Position } from '#kernel'
import { eventsOf, type CheckedFile } from './check-file'
import { BackupRefused } from './errors'
import { EventRun } from './event-run'

/** What a copy is written into. */
export type TargetLog = StoredLog & RestorableLog & Pick<EventLog, 'head'>

export interface Imported {
  readonly events: number
  /** Events that stood already, from an attempt that was cut off */
  readonly resumed: number
}

export interface ImportOptions {
  /** Told the events that stand by now, now and then */
  readonly onProgress?: (events: number) => void
  /** Told each event as it stands in the log at the end, with its position there */
  readonly onStanding?: (event: StoredEvent) => void
}

/** Events handed to the log at a time. */
const BATCH = 2_000

/**
 * Writes the events of a checked file into a log, and checks what stands there afterwards. What stands there before must be their very
 * beginning, as an attempt that was cut off leaves it.
 * @throws BackupRefused `backup.log-holds-others`, `backup.log-written-meanwhile`; LogUnavailable
 */
export async function importEvents(log: TargetLog, { file, trailer }: CheckedFile, options: ImportOptions = {}): Promise<Imported> {
  const resumed = await comparedBeginning(log, file, trailer.events)
  const writing = new Writing(log, resumed === 0 ? null : await log.head())
  let number = 0
  for await (const event of eventsOf(file)) {
    if (++number <= resumed) continue
    if (await writing.add(event)) options.onProgress?.(number)
  }
  await writing.end()
  await checkWhole(log, trailer, options.onStanding)
  return { events: trailer.events, resumed }
}

/** @returns how many events stand already: the first ones of the file */
async function comparedBeginning(log: StoredLog, file: string, events: number): Promise<number> {
  const others = (standing: number): BackupRefused => new BackupRefused('backup.log-holds-others', { events: standing })
  let standing = 0
  const wanted = eventsOf(file)
  try {
    for await (const page of readAhead(log.readStored()))
      for (const event of page) {
        standing++
        const next = standing <= events ? await wanted.next() : null
        if (next?.done !== false || next.value.id !== event.id || !next.value.hash.equals(event.hash)) throw others(standing)
      }
  } finally {
    await wanted.return(undefined)
  }
  return standing
}

/**
 * Writes a batch while the next one is read. Where positions are counted, a batch that doesn't end where it should tells of somebody
 * else's append.
 */
class Writing {
  #batch: StoredEvent[] = []
  #written: Promise<void> = Promise.resolve()

  constructor(
    private readonly log: TargetLog,
    private position: Position | null,
  ) {}

  /** @returns true where the batch before was written */
  async add(event: StoredEvent): Promise<boolean> {
    this.#batch.push(event)
    if (this.#batch.length < BATCH) return false
    await this.#next()
    return true
  }

  async end(): Promise<void> {
    await this.#next()
    await this.#written
  }

  async #next(): Promise<void> {
    await this.#written
    const batch = this.#batch
    this.#batch = []
    this.#written = this.#write(batch)
    // met by the next await
    this.#written.catch(() => undefined)
  }

  async #write(batch: readonly StoredEvent[]): Promise<void> {
    if (batch.length === 0) return
    const position = await this.log.restore(batch)
    if (this.log.dense && fromPosition(position) !== fromPosition(this.position) + BigInt(batch.length))
      throw new BackupRefused('backup.log-written-meanwhile')
    this.position = position
  }
}

async function checkWhole(log: StoredLog, trailer: CheckedFile['trailer'], onStanding?: (event: StoredEvent) => void): Promise<void> {
  const run = new EventRun()
  for await (const page of readAhead(log.readStored()))
    for (const event of page) {
      const fault = run.take(event)
      if (fault !== null) throw new BackupRefused('backup.log-damaged', { event: event.id, fault })
      onStanding?.(event)
    }
  const { events, lastEvent, chain } = run.summary
  if (events !== trailer.events || lastEvent !== trailer.lastEvent || chain !== trailer.chain) throw new BackupRefused('backup.log-written-meanwhile')
}
