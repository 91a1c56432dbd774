import type { Uuid } from '#kernel'
import type { AssessmentState } from './assessment'
import type { Risk } from './codes'

/** @returns the risk of the latest assessment that stands, by its day and then as recorded; null where the victim has none */
export function latestRisk({ assessments }: AssessmentState, victimId: Uuid): Risk | null {
  const standing = Object.values(assessments).filter((entry) => entry.victimId === victimId && !entry.voided)
  return (
    standing.reduce<(typeof standing)[number] | null>((latest, entry) => (latest && latest.assessedOn > entry.assessedOn ? latest : entry), null)
      ?.risk ?? null
  )
}
