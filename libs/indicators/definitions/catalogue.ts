import type { Definition, IndicatorId } from '../definition'
import { childrenHandled } from './anak-korban-yang-ditangani'
import { resolvedInYear } from './diselesaikan-tahun-berjalan'
import { domesticViolence } from './rasio-kdrt'
import { violenceAgainstChildren } from './rasio-kekerasan-terhadap-anak'
import { violenceAgainstWomen } from './rasio-kekerasan-terhadap-perempuan'
import { cohortResolved } from './tingkat-penyelesaian-kohort'

/** Every indicator that is one number over another. */
export const definitions: readonly Definition[] = [
  violenceAgainstWomen,
  violenceAgainstChildren,
  domesticViolence,
  childrenHandled,
  resolvedInYear,
  cohortResolved,
]

/** The annual ratios, in the order of the report. */
export const annualRatios: readonly Definition[] = [violenceAgainstWomen, violenceAgainstChildren]

/** @throws RangeError for an id that no indicator has */
export function definitionOf(id: IndicatorId): Definition {
  const definition = definitions.find((candidate) => candidate.id === id)
  if (!definition) throw new RangeError(`no indicator ${id}`)
  return definition
}
