import { caseAggregate, type CaseEvent, type Identity, type SubjectRef } from '#cases'
import { knownEvents } from '#command-handler'
import type { EventLog } from '#event-log'
import { Sealed, type Uuid } from '#kernel'
import { ERASED, SealBroken, type Opener } from '#privacy'
import type { CaseText } from './case-texts'
import { nameSearch } from './name-in-text'

type Log = Pick<EventLog, 'readStream'>

/**
 * Every name that one human has or had in these cases: corrected ones, too, since a text keeps what was typed then. Access is decided and
 * noted by the caller, and a name is for nothing but `recordsNaming`.
 * @throws Refusal, StreamNotFound: see `knownEvents`
 */
export async function namesOf(log: Log, newOpener: () => Opener, parts: readonly SubjectRef[]): Promise<readonly string[]> {
  const identities: Sealed<Identity>[] = []
  for (const { caseId, subjectId } of parts)
    for await (const { data } of knownEvents<CaseEvent>(log, caseAggregate, caseId))
      if ('identity' in data && data.identity?.owner.id === subjectId) identities.push(data.identity)
  const opened = await openedOf(newOpener, identities)
  return [...new Set(opened.flatMap((identity) => identity?.name ?? []))]
}

/**
 * Reads texts for one of these names. Access is decided and noted by the caller.
 * @returns the record ids of those in which one occurs; what no longer opens is passed over
 */
export async function recordsNaming(newOpener: () => Opener, texts: readonly CaseText[], names: readonly string[]): Promise<ReadonlySet<Uuid>> {
  const isNamed = nameSearch(names)
  const parts = texts.flatMap(({ recordId, sealed }) => sealed.map((value) => ({ recordId, value })))
  const opened = await openedOf(
    newOpener,
    parts.map(({ value }) => value),
  )
  return new Set(parts.filter((_, at) => wordsIn(opened[at]).some(isNamed)).map(({ recordId }) => recordId))
}

/** @returns null for what was erased, or changed by hand: nobody reads it any more */
async function openedOf<T>(newOpener: () => Opener, sealed: readonly Sealed<T>[]): Promise<readonly (T | null)[]> {
  const opener = newOpener()
  await opener.prepare(sealed)
  return sealed.map((value) => {
    try {
      const opened = opener.open(value)
      return opened === ERASED ? null : opened
    } catch (error) {
      if (error instanceof SealBroken) return null
      throw error
    }
  })
}

const wordsIn = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(wordsIn) : []
