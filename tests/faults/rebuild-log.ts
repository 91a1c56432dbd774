import { addDays, deriveId, eventId, randomUuid, Sealed, type AnyFact, type Position, type Uuid } from '#kernel'
import { storyActor, usualStory, type StoryTeller } from '#testing'
import type { Workspace } from '#workspace'
import { UNIT } from './running-product'

/** Cases sealed at one go: each sealing commits its keys. */
const AT_ONCE = 25
const OFFICER: Uuid = randomUuid()
const INSTITUTION: Uuid = randomUuid()

const teller = (index: number): StoryTeller => ({
  caseId: randomUuid(),
  number: `REG/2025/${String(index + 1).padStart(6, '0')}`,
  startsOn: addDays('2025-01-01', index % 300),
  officer: OFFICER,
  institution: INSTITUTION,
})

/** A chronology of so many characters. */
function noted({ caseId }: StoryTeller, length: number): AnyFact {
  const [recordId, about] = [deriveId(caseId, 'chronology', 'long'), [deriveId(caseId, 'victim', 0)]]
  const text = Sealed.plain<string, 'direct'>({ kind: 'record', id: recordId, about }, 'Keterangan panjang. '.repeat(Math.ceil(length / 20)))
  return { type: 'ChronologyWritten', version: 1, data: { recordId, about, text } }
}

/**
 * Tells usual stories of cases into the log, a case a time.
 * @param cases how many
 * @param note characters of a note that each story holds besides
 * @returns how many events were appended, and the last one's position
 */
export async function tellCases(
  { log, sealer, clock }: Workspace,
  cases: number,
  note = 0,
): Promise<{ readonly events: number; readonly position: Position }> {
  let events = 0
  let position: Position = ''
  for (let first = 0; first < cases; first += AT_ONCE) {
    const tellers = Array.from({ length: Math.min(AT_ONCE, cases - first) }, (_, index) => teller(first + index))
    const stories = tellers.map((one) => [...usualStory(one), ...(note > 0 ? [noted(one, note)] : [])])
    const facts = stories.flatMap((story, index) =>
      story.map((fact, n): { readonly id: Uuid; readonly fact: AnyFact } => ({ id: eventId(tellers[index]?.caseId ?? '', n), fact })),
    )
    const sealed = await sealer.seal(facts)
    let start = 0
    for (const [index, one] of tellers.entries()) {
      const own = sealed.slice(start, (start += stories[index]?.length ?? 0))
      const context = { recordedAt: clock.now(), actor: storyActor(one), unit: UNIT.id, commandId: one.caseId, correlationId: one.caseId }
      position = (await log.append(`case-${one.caseId}`, 'any', own, { ...context, causationId: null })).position
      events += own.length
    }
  }
  return { events, position }
}
