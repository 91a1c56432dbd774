import type { CaseEvent } from '#cases'
import { deriveId, Sealed, type Direct, type Indirect, type Instant, type LocalDate, type Uuid } from '#kernel'

/** The unit of all invented cases. */
export const UNIT = 'uptd-contoh'

/** Who and when, for the events of one invented case. */
export interface StoryTeller {
  readonly caseId: Uuid
  readonly number: string
  readonly startsOn: LocalDate
  readonly officer: Uuid
  readonly institution: Uuid
}

export const id = (teller: StoryTeller, kind: string, index: number): Uuid => deriveId(teller.caseId, kind, index)
export const direct = <T>(owner: Uuid, value: T): Direct<T> => Sealed.plain<T, 'direct'>({ kind: 'subject', id: owner }, value)
export const indirect = <T>(owner: Uuid, value: T): Indirect<T> => Sealed.plain<T, 'indirect'>({ kind: 'subject', id: owner }, value)
export const record = <T>(owner: Uuid, about: readonly Uuid[], value: T): Direct<T> =>
  Sealed.plain<T, 'direct'>({ kind: 'record', id: owner, about }, value)

/** Makes one event of an invented case; `index` is 0 or 1, for a first and a second victim, referral, … */
export type Step = (teller: StoryTeller, index: number, at: Instant, on: LocalDate) => CaseEvent

export const reported = (teller: StoryTeller, index: number, at: Instant) => ({
  referralId: id(teller, 'referral', index),
  at,
  via: index === 0 ? 'telepon' : null,
  saidBy: index === 0 ? direct(id(teller, 'victim', 0), 'Petugas loket') : null,
})
export const delivered = (teller: StoryTeller, kind: string, index: number, on: LocalDate) => ({
  serviceId: id(teller, kind, index),
  victimIds: [id(teller, 'victim', index)],
  deliveredOn: on,
  provider: null,
  lists: 1,
})
