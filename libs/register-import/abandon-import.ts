import { caseAggregate, type CaseCommand } from '#cases'
import { handle, type CommandOrigin } from '#command-handler'
import { registerImport, type ImportCommand } from '#imports'
import { broken, deriveId, Refusal, type Recorded, type Uuid } from '#kernel'
import { caseSteps } from './decide-steps'
import type { ImportPorts, ImportRun } from './import-ports'
import { importState } from './import-state'

export interface AbandonedImport {
  readonly importId: Uuid
  readonly casesVoided: number
}

/** What an import left in one stream. */
interface Left {
  /** the case itself was brought by it */
  whole: boolean
  readonly victims: Uuid[]
  readonly services: Uuid[]
}

/**
 * Gives up the unit's import that was begun and not completed, so that another file may be imported: what it brought is voided,
 * with the reason that it was the wrong file, and never counts. Cut off itself, it is simply called again.
 * @throws Refusal `import.not-started` where none is unfinished, `import.not-head` (forbidden)
 */
export async function abandonImport(ports: ImportPorts, run: Pick<ImportRun, 'actor' | 'unit' | 'zone'>): Promise<AbandonedImport> {
  if (run.actor.role !== 'head_of_unit') throw new Refusal('forbidden', 'import.not-head')
  const unfinished = await ports.rows.unfinished(run.unit)
  if (!unfinished) throw broken('import.not-started')
  const { importId } = unfinished
  const left = await leftBy(ports, importId)
  for (const [caseId, found] of left) {
    await handle(
      ports,
      caseSteps,
      caseId,
      originOf(run, importId, caseId),
      () => undefined,
      () => voiding(caseId, found),
    )
  }
  const casesVoided = [...left.values()].filter(({ whole }) => whole).length
  if ((await importState(ports.log, importId)).phase !== 'none') {
    await handle(
      ports,
      registerImport,
      importId,
      originOf(run, importId, 'abandon'),
      () => undefined,
      (): ImportCommand => ({ type: 'abandonImport', casesVoided }),
    )
  }
  await ports.rows.abandon(importId, ports.clock.now())
  return { importId, casesVoided }
}

const originOf = ({ actor, unit, zone }: Pick<ImportRun, 'actor' | 'unit' | 'zone'>, importId: Uuid, part: string): CommandOrigin => ({
  commandId: deriveId(importId, 'abandon', part),
  correlationId: importId,
  causationId: null,
  actor,
  unit,
  zone,
  holidays: new Set(),
})

/** Reads the log from its start: what was appended just before a crash stands in no table. */
async function leftBy({ log }: ImportPorts, importId: Uuid): Promise<ReadonlyMap<Uuid, Left>> {
  const left = new Map<Uuid, Left>()
  for await (const { events } of log.readAll(null, { filter: { streamPrefix: `${caseAggregate.prefix}-` } })) {
    for (const event of events) {
      if (event.actor.kind !== 'user' || event.actor.importId !== importId) continue
      const caseId = event.stream.slice(caseAggregate.prefix.length + 1)
      const found = left.get(caseId) ?? { whole: false, victims: [], services: [] }
      left.set(caseId, found)
      note(found, event)
    }
  }
  return left
}

function note(found: Left, event: Recorded): void {
  const data = event.data as { readonly victimId?: Uuid; readonly serviceId?: Uuid }
  if (event.type === 'ComplaintReceived') found.whole = true
  if (event.type === 'VictimAdded' && data.victimId) found.victims.push(data.victimId)
  if (event.type === 'ServiceRecorded' && data.serviceId) found.services.push(data.serviceId)
}

function voiding(caseId: Uuid, { whole, victims, services }: Left): readonly CaseCommand[] {
  const strike = (kind: 'kasus' | 'korban' | 'layanan', entryId: Uuid): CaseCommand => ({ type: 'voidEntry', kind, entryId, why: 'salah_berkas' })
  if (whole) return [strike('kasus', caseId)]
  return [...services.map((id) => strike('layanan', id)), ...victims.map((id) => strike('korban', id))]
}
