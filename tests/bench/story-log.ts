import { envelopeHead, encodeAppend, hashOf, toPosition, type EventToAppend, type RestorableLog, type StoredEvent } from '#event-log'
import { addDays, addMilliseconds, deriveId, eventId, HOUR, type Uuid } from '#kernel'
import type { Sealer } from '#privacy'
import { storyActor, UNIT, usualStory, type StoryTeller } from '#testing'

const ROOT: Uuid = '00000000-0000-4000-8000-000000000001'
/** Cases that go on at the same time: their events stand interleaved in the log, as an office writes them */
const OPEN_AT_ONCE = 100
/** Five years of complaints */
const DAYS = 1_826

/** The case of this number; the same for every run. */
export const storyCase = (index: number): Uuid => deriveId(ROOT, 'scale', index)

/**
 * Fills a log with usual stories of cases, sealed and chained as the product would write them, by its `restore`: the quickest way in.
 * @param from number of the first case, so that a log can grow step by step
 * @param events about how many events to add
 * @returns cases and events added
 */
export async function fillWithStories(log: RestorableLog, sealer: Sealer, from: number, events: number): Promise<{ cases: number; events: number }> {
  const { length } = usualStory(teller(from))
  let cases = 0
  let added = 0
  let writing: Promise<unknown> = Promise.resolve()
  while (added < events) {
    const first = from + cases
    const count = Math.min(OPEN_AT_ONCE, Math.ceil((events - added) / length))
    const rows = interleaved(
      await told(
        sealer,
        Array.from({ length: count }, (_, index) => teller(first + index)),
      ),
    )
    await writing
    // the next block is told while this one is written
    writing = log.restore(rows)
    cases += count
    added += rows.length
  }
  await writing
  return { cases, events: added }
}

function teller(index: number): StoryTeller {
  return {
    caseId: storyCase(index),
    number: `REG/2026/${String(index + 1).padStart(6, '0')}`,
    startsOn: addDays('2021-01-01', index % DAYS),
    officer: deriveId(ROOT, 'officer', index % 12),
    institution: deriveId(ROOT, 'institution', index % 20),
  }
}

/** The stories of these cases as they would lie in the store; sealed at one go, because each sealing commits its keys. */
async function told(sealer: Sealer, tellers: readonly StoryTeller[]): Promise<readonly (readonly StoredEvent[])[]> {
  const facts = tellers.map((one) => usualStory(one).map((fact, index) => ({ id: eventId(deriveId(one.caseId, index), 0), fact })))
  const sealed = await sealer.seal(facts.flat())
  let start = 0
  return tellers.map((one, index) => {
    const own = sealed.slice(start, (start += facts[index]?.length ?? 0))
    let previous = ''
    return own.map((event, revision) => {
      const stored = storedEvent(one, event, revision, previous)
      previous = stored.hash.toString('hex')
      return stored
    })
  })
}

function storedEvent(one: StoryTeller, event: EventToAppend, index: number, previous: string): StoredEvent {
  const commandId = deriveId(one.caseId, index)
  const stream = `case-${one.caseId}`
  const recordedAt = addMilliseconds(`${one.startsOn}T02:00:00.000Z`, index * HOUR)
  const context = { recordedAt, actor: storyActor(one), unit: UNIT, commandId, correlationId: commandId, causationId: null }
  const [encoded] = encodeAppend(stream, [event], context)
  if (!encoded) throw new Error('an event that was not encoded')
  const { id, type, version, data, envelopeTail } = encoded
  const revision = BigInt(index)
  const envelope = Buffer.concat([envelopeHead(revision, previous), envelopeTail])
  return { position: toPosition(0n), stream, revision, id, type, version, envelope, data, hash: hashOf(envelope, data) }
}

/** Two events of each story in turn. */
function interleaved(stories: readonly (readonly StoredEvent[])[]): readonly StoredEvent[] {
  const longest = Math.max(...stories.map(({ length }) => length))
  const rows: StoredEvent[] = []
  for (let step = 0; step < longest; step += 2) for (const story of stories) rows.push(...story.slice(step, step + 2))
  return rows
}
