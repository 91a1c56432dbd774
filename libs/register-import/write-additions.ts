import type { CaseCommand, CaseState } from '#cases'
import { handle } from '#command-handler'
import { Refusal } from '#kernel'
import type { ImportedRow } from '#read-models'
import { closingStep, stepsOfMore, stepsOfNewVictim } from './case-steps'
import { caseSteps, decideSteps } from './decide-steps'
import { shownContent } from './fault'
import { additionCommand } from './identity'
import { contextFor, type ImportPorts, type RunningImport } from './import-ports'
import { rememberedRow, type Addition, type Conflict } from './plan'
import type { RegisterRow } from './row'

export interface WrittenAdditions {
  readonly written: readonly Addition[]
  /** rows that their case refused */
  readonly conflicts: readonly Conflict[]
}

/**
 * Adds to cases that an earlier file brought, one append a case.
 * A case that people have meanwhile closed, handed over or voided refuses: that is a conflict, and the rest goes on.
 */
export async function writeAdditions(
  ports: ImportPorts,
  running: RunningImport,
  additions: readonly Addition[],
  done: (rows: number) => void,
): Promise<WrittenAdditions> {
  const conflicts: Conflict[] = []
  const written: Addition[] = []
  for (const addition of additions) {
    running.run.signal?.throwIfAborted()
    try {
      await append(ports, running, addition)
      written.push(addition)
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind === 'busy') throw error
      conflicts.push(...rowsOf(addition).map((row) => refused(row, error.code)))
    }
    done(rowsOf(addition).length)
  }
  return { written, conflicts }
}

async function append(ports: ImportPorts, running: RunningImport, addition: Addition): Promise<void> {
  const commandId = additionCommand(running.importId, addition.number)
  const { run, actor, importId } = running
  const origin = {
    commandId,
    correlationId: importId,
    causationId: null,
    actor,
    unit: run.unit,
    zone: run.zone,
    holidays: run.holidays ?? new Set<string>(),
  }
  await handle(
    ports,
    caseSteps,
    addition.caseId,
    origin,
    () => undefined,
    (state, context) => withClosing(stepsOf(addition, running), state, (steps, before) => decideSteps(steps, before, context).state, addition),
  )
}

/** What a case would refuse, found before anything is written. @returns the refusal's code or null */
export function refusalOf(running: RunningImport, addition: Addition, state: CaseState, now: string): string | null {
  try {
    decideSteps(stepsOf(addition, running), state, contextFor(running, additionCommand(running.importId, addition.number), now))
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

function stepsOf({ number, newVictims, known }: Addition, { run: { zone }, commandOf }: RunningImport): readonly CaseCommand[] {
  const command = commandOf(number)
  return [
    ...newVictims.flatMap(({ row, ordinal }) => stepsOfNewVictim(row, ordinal, command, zone)),
    ...known.flatMap((victim) => stepsOfMore(victim.known.victimId, victim.services, victim.endedOn)),
  ]
}

/** Closes the case where its last victim has ended now, and nobody works on it here. */
function withClosing(
  steps: readonly CaseCommand[],
  state: CaseState,
  decide: (steps: readonly CaseCommand[], state: CaseState) => CaseState,
  addition: Addition,
): readonly CaseCommand[] {
  const after = decide(steps, state)
  if (after.phase !== 'layanan' || after.assignedTo !== null) return steps
  const standing = Object.entries(after.subjects.victims).filter(([, { voided }]) => !voided)
  const endings = standing.map(([id]) => after.closure.endings[id]?.endedOn ?? null)
  if (endings.length === 0 || endings.some((endedOn) => endedOn === null) || !hasEnding(addition)) return steps
  return [...steps, closingStep(endings.reduce((last, endedOn) => (last !== null && endedOn !== null && endedOn > last ? endedOn : last)))]
}

const hasEnding = ({ newVictims, known }: Addition): boolean =>
  newVictims.some(({ row }) => row.endedOn !== null) || known.some(({ endedOn }) => endedOn !== null)

export const rowsOf = ({ newVictims, known }: Addition): readonly RegisterRow[] => [...newVictims, ...known].map(({ row }) => row)

export const refused = (row: RegisterRow, rule: string): Conflict => ({
  line: row.line,
  column: 'nomor_register',
  content: shownContent(row.cells, 'nomor_register'),
  code: 'conflict.refused',
  params: { rule },
})

/** @returns what is remembered of the victims once the import is completed: until then it might still be abandoned. */
export function rememberedAdditions(
  { digestKey }: ImportPorts,
  { commandOf, importId }: RunningImport,
  { caseId, newVictims, known }: Addition,
): readonly ImportedRow[] {
  return [
    ...newVictims.map(({ row, ordinal }) => rememberedRow(commandOf, row, ordinal, importId, digestKey, caseId)),
    // What was imported first stays what a later file is compared with; services and ending have grown.
    ...known.map(({ known: before, services, endedOn }): ImportedRow => ({
      ...before,
      services: [...before.services, ...services.map(({ service, on }) => [service, on] as const)],
      endedOn: endedOn ?? before.endedOn,
    })),
  ]
}
