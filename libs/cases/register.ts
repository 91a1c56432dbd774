import type { EventFamily, Fact, LocalDate, Open, Uuid } from '#kernel'

// The unit's register of a year: the numbers of complaints and cases, one event a number, taken by exact revision.

export type NumberKind = 'complaint' | 'case'

export type NumberIssued = Fact<
  'NumberIssued',
  1,
  {
    readonly kind: Open<NumberKind>
    readonly serial: Open<number>
    readonly number: Open<string>
    readonly caseId: Open<Uuid>
    /** Both counters after this number, so that only the last event need be read */
    readonly complaints: Open<number>
    readonly cases: Open<number>
  }
>

/** Streams `register-<unit>-<year>`. They have no decider: the next number follows from the last. */
export const registerFamily = { prefix: 'register', versions: { NumberIssued: 1 } } as const satisfies EventFamily

const PREFIX: Readonly<Record<NumberKind, string>> = { complaint: 'PGD', case: 'REG' }

/** @param receivedOn day of the complaint: its year is the register's */
export const registerStream = (unit: string, receivedOn: LocalDate): string => `${registerFamily.prefix}-${unit}-${receivedOn.slice(0, 4)}`

/** @returns `PGD/2026/088`, `REG/2026/053`; three digits at least */
export const formatNumber = (kind: NumberKind, receivedOn: LocalDate, serial: number): string =>
  `${PREFIX[kind]}/${receivedOn.slice(0, 4)}/${String(serial).padStart(3, '0')}`

/**
 * The next number of the register, keyed to the case. Gaps are allowed, reuse is not: append it with the revision of `last`.
 * @param last data of the last event of the register's stream; null for an empty one
 */
export function issueNumber(kind: NumberKind, caseId: Uuid, receivedOn: LocalDate, last: NumberIssued['data'] | null): NumberIssued {
  const complaints = (last?.complaints ?? 0) + (kind === 'complaint' ? 1 : 0)
  const cases = (last?.cases ?? 0) + (kind === 'case' ? 1 : 0)
  const serial = kind === 'complaint' ? complaints : cases
  return { type: 'NumberIssued', version: 1, data: { kind, serial, number: formatNumber(kind, receivedOn, serial), caseId, complaints, cases } }
}
