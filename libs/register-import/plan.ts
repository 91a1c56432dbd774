import type { LocalDate, Uuid } from '#kernel'
import type { ImportedRow } from '#read-models'
import type { Column } from './columns'
import { shownContent } from './fault'
import { caseIdOf, perpetratorIdOf, victimIdOf, type CommandOf } from './identity'
import { changedColumns, digestsOf } from './row-digest'
import type { RegisterCase, RegisterRow, RegisterService } from './row'

/** A row that says something else than what was imported before. What was imported stays. */
export interface Conflict {
  readonly line: number
  readonly column: Column | null
  /** null in identity columns */
  readonly content: string | null
  readonly code: 'conflict' | 'conflict.removed-service' | 'conflict.refused'
  readonly params: Readonly<Record<string, string | number>>
}

/** What a later file says of a victim who is known. */
export interface KnownVictim {
  readonly row: RegisterRow
  readonly known: ImportedRow
  readonly services: readonly RegisterService[]
  readonly endedOn: LocalDate | null
}

export interface NewVictimRow {
  readonly row: RegisterRow
  readonly ordinal: number
}

/** What a file adds to a case that an earlier file brought. */
export interface Addition {
  readonly caseId: Uuid
  readonly number: string
  readonly newVictims: readonly NewVictimRow[]
  readonly known: readonly KnownVictim[]
}

export interface ImportPlan {
  readonly newCases: readonly RegisterCase[]
  readonly additions: readonly Addition[]
  readonly conflicts: readonly Conflict[]
}

/**
 * Compares a checked file with what was imported before.
 * @param importedBefore rows of the file's numbers
 * @param key of the digests
 */
export function planImport(
  commandOf: CommandOf,
  cases: readonly RegisterCase[],
  importedBefore: readonly ImportedRow[],
  key: Uint8Array,
): ImportPlan {
  const known = new Map<string, Map<number, ImportedRow>>()
  for (const row of importedBefore) {
    const rows = known.get(row.number) ?? new Map<number, ImportedRow>()
    known.set(row.number, rows.set(row.ordinal, row))
  }
  const newCases: RegisterCase[] = []
  const additions: Addition[] = []
  const conflicts: Conflict[] = []
  for (const registerCase of cases) {
    const rows = known.get(registerCase.number)
    if (!rows) {
      newCases.push(registerCase)
      continue
    }
    const addition = compareCase(commandOf, registerCase, rows, key, conflicts)
    if (addition.newVictims.length > 0 || addition.known.length > 0) additions.push(addition)
  }
  return { newCases, additions, conflicts }
}

function compareCase(
  commandOf: CommandOf,
  { number, victims }: RegisterCase,
  rows: ReadonlyMap<number, ImportedRow>,
  key: Uint8Array,
  conflicts: Conflict[],
): Addition {
  const newVictims: NewVictimRow[] = []
  const known: KnownVictim[] = []
  let caseId = caseIdOf(commandOf(number))
  victims.forEach((row, index) => {
    const before = rows.get(index + 1)
    if (!before) {
      newVictims.push({ row, ordinal: index + 1 })
      return
    }
    caseId = before.caseId
    for (const column of changedColumns(digestsOf(row, before.victimId, key), before.digests)) conflicts.push(conflict(row, column, 'conflict'))
    const services = without(row.services, before.services)
    for (const { service, on } of without(
      before.services.map(([service, on]) => ({ service, on })),
      row.services.map(({ service, on }) => [service, on] as const),
    ))
      conflicts.push(conflict(row, 'layanan', 'conflict.removed-service', { service, on }))
    if (before.endedOn !== null && before.endedOn !== row.endedOn)
      conflicts.push(conflict(row, 'tanggal_selesai', 'conflict', { before: before.endedOn }))
    const endedOn = before.endedOn === null ? row.endedOn : null
    if (services.length > 0 || endedOn !== null) known.push({ row, known: before, services, endedOn })
  })
  return { caseId, number, newVictims, known }
}

function conflict(row: RegisterRow, column: Column, code: Conflict['code'], params: Conflict['params'] = {}): Conflict {
  return { line: row.line, column, content: shownContent(row.cells, column), code, params }
}

/** @returns the services that `others` don't hold; one given twice on a day counts twice. */
function without(services: readonly RegisterService[], others: readonly (readonly [service: string, on: LocalDate])[]): readonly RegisterService[] {
  const left = new Map<string, number>()
  for (const [service, on] of others) left.set(`${service} ${on}`, (left.get(`${service} ${on}`) ?? 0) + 1)
  return services.filter(({ service, on }) => {
    const count = left.get(`${service} ${on}`) ?? 0
    left.set(`${service} ${on}`, count - 1)
    return count <= 0
  })
}

/** @returns what is remembered of a victim once the case holds what the row says. */
export function rememberedRow(commandOf: CommandOf, row: RegisterRow, ordinal: number, importId: Uuid, key: Uint8Array, caseId?: Uuid): ImportedRow {
  const command = commandOf(row.number)
  const victimId = victimIdOf(command, ordinal)
  return {
    number: row.number,
    ordinal,
    caseId: caseId ?? caseIdOf(command),
    victimId,
    perpetratorId: row.perpetrator ? perpetratorIdOf(command, ordinal) : null,
    importId,
    digests: digestsOf(row, victimId, key),
    services: row.services.map(({ service, on }) => [service, on]),
    endedOn: row.endedOn,
  }
}
