import { CODE_LISTS_VERSION } from '#cases'
import { handle, stateOf, type CommandOrigin } from '#command-handler'
import { registerImport, type ImportCommand, type ImportManifest } from '#imports'
import { broken, deriveId, Refusal, type Uuid } from '#kernel'
import type { ImportedRow, KnownImport } from '#read-models'
import type { CheckedRegister } from './check-register'
import { caseSteps } from './decide-steps'
import { caseCommand } from './identity'
import type { ImportPorts, ImportRun, RunningImport } from './import-ports'
import { importState } from './import-state'
import { planImport, type Addition, type Conflict, type ImportPlan } from './plan'
import { refusalOf, refused, rememberedAdditions, rowsOf, writeAdditions, type WrittenAdditions } from './write-additions'
import { writeCases } from './write-cases'

export interface ImportResult {
  readonly importId: Uuid | null
  /** Nothing new stood in the file: nothing was written */
  readonly unchanged: boolean
  /** An import of the same file that had been cut off was taken up */
  readonly resumed: boolean
  readonly added: { readonly cases: number; readonly victims: number; readonly services: number; readonly endings: number }
  /** Rows that say something else than what was imported before, in the order of their lines */
  readonly conflicts: readonly Conflict[]
}

const NOTHING = { cases: 0, victims: 0, services: 0, endings: 0 }
const NUMBERS_A_QUERY = 5_000

/**
 * Writes a checked register: manifest, then case by case, then the completion, before which no figure counts any of it.
 * Cut off at any point, the same file takes it up where it was. The same file twice adds nothing; a later one adds what is
 * new and reports what differs.
 * @throws Refusal `import.faults` (invalid) where the check found anything, `import.not-head` (forbidden), `import.unfinished`
 * where another file was begun and not completed
 */
export async function importRegister(ports: ImportPorts, checked: CheckedRegister, run: ImportRun): Promise<ImportResult> {
  if (checked.faults.length > 0 || checked.rows.length === 0) throw new Refusal('invalid', 'import.faults', { faults: checked.faults.length })
  if (run.actor.role !== 'head_of_unit') throw new Refusal('forbidden', 'import.not-head')
  const unfinished = await ports.rows.unfinished(run.unit)
  if (unfinished && unfinished.sha256 !== checked.sha256) throw broken('import.unfinished', { importId: unfinished.importId })
  const importId = unfinished?.importId ?? run.importId
  const generation = await ports.rows.abandoned(run.unit)
  const running: RunningImport = {
    run,
    importId,
    actor: { ...run.actor, importId },
    commandOf: (number) => caseCommand(run.unit, number, generation),
  }

  const plan = await feasible(
    ports,
    running,
    planImport(running.commandOf, checked.cases, await importedBefore(ports, checked, run.unit), ports.digestKey),
  )
  if (!unfinished && plan.newCases.length === 0 && plan.additions.length === 0) {
    return { importId: null, unchanged: true, resumed: false, added: NOTHING, conflicts: plan.conflicts }
  }
  const manifest = await begin(ports, running, checked, manifestOf(checked, plan), unfinished)
  const { written, conflicts: late } = await write(ports, running, checked, plan)
  await complete(ports, running, written, late.length)
  const conflicts = [...plan.conflicts, ...late]
  const added = { cases: manifest.newCases, victims: manifest.newVictims, services: manifest.newServices, endings: manifest.newEndings }
  return { importId, unchanged: false, resumed: unfinished !== null, added, conflicts: conflicts.sort((a, b) => a.line - b.line) }
}

async function importedBefore(ports: ImportPorts, { cases }: CheckedRegister, unit: string): Promise<readonly ImportedRow[]> {
  const found: ImportedRow[] = []
  for (let start = 0; start < cases.length; start += NUMBERS_A_QUERY) {
    const numbers = cases.slice(start, start + NUMBERS_A_QUERY).map(({ number }) => number)
    for (const row of await ports.rows.rowsOf(unit, numbers)) found.push(row)
  }
  return found
}

/** Leaves out what a case would refuse, before the first write; each such row is a conflict. */
async function feasible(ports: ImportPorts, running: RunningImport, plan: ImportPlan): Promise<ImportPlan> {
  const additions: Addition[] = []
  const conflicts = [...plan.conflicts]
  for (const addition of plan.additions) {
    const rule = refusalOf(running, addition, await stateOf(ports.log, caseSteps, addition.caseId), ports.clock.now())
    if (rule === null) additions.push(addition)
    else conflicts.push(...rowsOf(addition).map((row) => refused(row, rule)))
  }
  return { ...plan, additions, conflicts: conflicts.sort((a, b) => a.line - b.line) }
}

function manifestOf({ rows, cases }: CheckedRegister, { newCases, additions, conflicts }: ImportPlan): ImportManifest {
  const newRows = [...newCases.flatMap(({ victims }) => victims), ...additions.flatMap(({ newVictims }) => newVictims.map(({ row }) => row))]
  const grown = additions.flatMap(({ known }) => known)
  return {
    rows: rows.length,
    cases: cases.length,
    newCases: newCases.length,
    newVictims: newRows.length,
    newServices: [...newRows, ...grown].reduce((sum, { services }) => sum + services.length, 0),
    newEndings: [...newRows, ...grown].filter(({ endedOn }) => endedOn !== null).length,
    conflicts: conflicts.length,
    lists: CODE_LISTS_VERSION,
  }
}

const originOf = ({ run, importId, actor }: RunningImport, part: string): CommandOrigin => ({
  commandId: deriveId(importId, part),
  correlationId: importId,
  causationId: null,
  actor,
  unit: run.unit,
  zone: run.zone,
  holidays: run.holidays ?? new Set(),
})

/** @returns the manifest as it stands in the log: of the first start, where this one takes it up */
async function begin(
  ports: ImportPorts,
  running: RunningImport,
  { sha256 }: CheckedRegister,
  manifest: ImportManifest,
  unfinished: KnownImport | null,
): Promise<ImportManifest> {
  const { importId, run } = running
  if (!unfinished && !(await ports.rows.start(run.unit, { importId, sha256, startedAt: ports.clock.now() }))) throw broken('import.unfinished')
  await handle(
    ports,
    registerImport,
    importId,
    originOf(running, 'start'),
    () => undefined,
    (): ImportCommand => ({ type: 'startImport', manifest }),
  )
  return (await importState(ports.log, importId)).manifest ?? manifest
}

async function write(ports: ImportPorts, running: RunningImport, { rows }: CheckedRegister, plan: ImportPlan): Promise<WrittenAdditions> {
  const { onProgress } = running.run
  const open =
    plan.newCases.reduce((sum, { victims }) => sum + victims.length, 0) + plan.additions.reduce((sum, addition) => sum + rowsOf(addition).length, 0)
  let done = rows.length - open
  const progress = (more: number): void => onProgress?.((done += more), rows.length)
  progress(0)
  await writeCases(ports, running, plan.newCases, progress)
  return writeAdditions(ports, running, plan.additions, progress)
}

async function complete(ports: ImportPorts, running: RunningImport, written: readonly Addition[], refusedRows: number): Promise<void> {
  await handle(
    ports,
    registerImport,
    running.importId,
    originOf(running, 'complete'),
    () => undefined,
    (): ImportCommand => ({ type: 'completeImport', refused: refusedRows }),
  )
  await ports.rows.save(
    running.run.unit,
    written.flatMap((addition) => rememberedAdditions(ports, running, addition)),
  )
  await ports.rows.finish(running.importId, ports.clock.now())
}
