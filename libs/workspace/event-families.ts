import { caseAggregate, registerFamily } from '#cases'
import { population } from '#annual-reports'
import { chainUpcasters } from '#event-log'
import { registerImport } from '#imports'
import { institutionAggregate } from '#institutions'
import type { EventFamily, Upcast } from '#kernel'
import { residentAggregate, shelterAggregate } from '#shelters'

/** Every event type of every stream, each with its present version: what the log may hold. */
export const eventFamilies: readonly EventFamily[] = [
  caseAggregate,
  registerFamily,
  shelterAggregate,
  residentAggregate,
  institutionAggregate,
  population,
  registerImport,
]

/** Brings what any release wrote to its present shape. Whoever opens a log hands it this. */
export const upcastEvent: Upcast = chainUpcasters(eventFamilies.flatMap(({ upcasters = [] }) => upcasters))
