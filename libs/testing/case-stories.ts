import type { CaseEvent } from '#cases'
import { addMilliseconds, HOUR, type Actor } from '#kernel'
import { CARE_STEPS } from './story-care'
import { complaintReceived, INTAKE_STEPS } from './story-intake'
import type { Step, StoryTeller } from './story-teller'

// Invented stories of cases as events, for read models: no decision has made them, so that also odd orders can be told.

/** One step of each kind a case knows besides the complaint. */
export const STEPS: readonly Step[] = [...INTAKE_STEPS, ...CARE_STEPS]

export const storyActor = (teller: StoryTeller): Actor => ({ kind: 'user', id: teller.officer, role: 'petugas' })

/** A story as it usually goes: the complaint and the steps with their first index, an hour apart. */
export function usualStory(teller: StoryTeller): readonly CaseEvent[] {
  const start = `${teller.startsOn}T02:00:00.000Z`
  return [complaintReceived, ...STEPS.slice(0, -2)].map((step, index) => step(teller, 0, addMilliseconds(start, index * HOUR), teller.startsOn))
}
