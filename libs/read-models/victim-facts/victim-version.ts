import type { Instant, LocalDate, Position, Uuid } from '#kernel'
import { defineTable } from '../table'
import type { CaseFacts, VictimFacts } from './case-facts'

/** Service, day, and who paid where that is known. */
export type ServiceGiven = readonly [service: string, on: LocalDate, payer: string | null]

/** What figures count of one victim. */
export interface Counted {
  /** The unit that holds the case */
  readonly unit: string
  /** Of the complaint, in the unit's zone */
  readonly year: number
  readonly receivedOn: LocalDate
  readonly sex: string
  readonly ageClass: string
  readonly ageBand: string
  readonly kecamatan: string | null
  readonly forms: readonly string[]
  readonly flags: readonly string[]
  /** Of an accepted case, neither declined, voided nor handed outside */
  readonly counted: boolean
  /** At least one service other than pengaduan and gelar_kasus was given or confirmed */
  readonly handled: boolean
  readonly services: readonly ServiceGiven[]
  readonly endedOn: LocalDate | null
  readonly endReason: string | null
  /** *Dihapus*: what indirect fields said of this person is gone, at every instant that is asked for */
  readonly erased: boolean
}

/**
 * One version of what was known of a victim. It holds as of every instant T with `validFrom` <= T < `validTo`, where both are
 * running maxima of recorded-at: the longest prefix of the log whose running maximum lies at or before T.
 */
export interface VictimVersion extends Counted {
  readonly victimId: Uuid
  readonly validFrom: Instant
  readonly validTo: Instant | null
  readonly caseId: Uuid
  /** The event that made this version; for imported facts the one that completed the import */
  readonly eventId: Uuid
  /** Of that event */
  readonly position: Position
}

export const victimVersions = defineTable<VictimVersion>({
  name: 'victim_versions',
  comment: 'What was known of each victim, with the validity of each version; open values alone.',
  columns: {
    victimId: 'uuid',
    validFrom: 'instant',
    validTo: 'instant',
    caseId: 'uuid',
    eventId: 'uuid',
    position: 'position',
    unit: 'text',
    year: 'integer',
    receivedOn: 'date',
    sex: 'text',
    ageClass: 'text',
    ageBand: 'text',
    kecamatan: 'text',
    forms: 'text[]',
    flags: 'text[]',
    counted: 'boolean',
    handled: 'boolean',
    services: 'json',
    endedOn: 'date',
    endReason: 'text',
    erased: 'boolean',
  },
  key: ['victimId', 'validFrom'],
  group: 'caseId',
  indexes: ['(year, valid_from, valid_to) include (unit, sex, age_class, handled, erased) where counted', '(valid_from, position)'],
})

/** Services by which a child counts as handled are all but these. */
const NOT_HANDLING: ReadonlySet<string> = new Set(['pengaduan', 'gelar_kasus'])

/** Of an accepted case, neither declined, voided nor handed outside. */
export const counts = (facts: CaseFacts, victim: VictimFacts): boolean => facts.accepted && !facts.out && !victim.voided

/** @returns what figures count of one victim of a case. */
export function countedVictim(facts: CaseFacts, id: Uuid, victim: VictimFacts): Counted {
  const incidents = Object.values(facts.incidents).filter(({ victims }) => victims.includes(id))
  const services = servicesOf(facts, id)
  return {
    unit: facts.unit,
    year: Number(facts.receivedOn.slice(0, 4)),
    receivedOn: facts.receivedOn,
    sex: victim.sex,
    ageClass: victim.ageClass,
    ageBand: victim.ageBand,
    kecamatan: victim.kecamatan,
    forms: sorted(incidents.flatMap(({ forms }) => forms)),
    flags: sorted(incidents.flatMap(({ flags }) => flags)),
    counted: counts(facts, victim),
    handled: services.some(([service]) => !NOT_HANDLING.has(service)),
    services,
    endedOn: victim.ended?.on ?? null,
    endReason: victim.ended?.reason ?? null,
    erased: victim.erased,
  }
}

const sorted = (codes: readonly string[]): readonly string[] => [...new Set(codes)].sort()

function servicesOf(facts: CaseFacts, victim: Uuid): readonly ServiceGiven[] {
  const given: ServiceGiven[] = facts.taken ? [['pengaduan', facts.receivedOn, null]] : []
  for (const { victims, service, on, payer } of Object.values(facts.services)) if (victims.includes(victim)) given.push([service, on, payer])
  return given.sort((a, b) => compare(a[1], b[1]) || compare(a[0], b[0]) || compare(a[2] ?? '', b[2] ?? ''))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Equal where no figure can tell the two apart: whoever doesn't count is like everybody else who doesn't. */
export function sameCount(a: Counted, b: Counted): boolean {
  if (!a.counted || !b.counted) return a.counted === b.counted
  return (
    SCALARS.every((property) => a[property] === b[property]) &&
    sameList(a.forms, b.forms) &&
    sameList(a.flags, b.flags) &&
    a.services.length === b.services.length &&
    a.services.every((service, at) => sameList(service, b.services[at] ?? []))
  )
}

const SCALARS = [
  'unit',
  'receivedOn',
  'sex',
  'ageClass',
  'ageBand',
  'kecamatan',
  'endedOn',
  'endReason',
] as const satisfies readonly (keyof Counted)[]

const sameList = (a: readonly (string | null)[], b: readonly (string | null)[]): boolean =>
  a.length === b.length && a.every((entry, at) => entry === b[at])
