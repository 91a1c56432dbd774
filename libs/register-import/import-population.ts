import { population, type PopulationCount } from '#annual-reports'
import { handle, type CommandOrigin, type HandlerPorts } from '#command-handler'
import { deriveId, Refusal, type Actor, type Uuid } from '#kernel'
import type { CheckedPopulation } from './population-file'

export interface PopulationRun {
  readonly commandId: Uuid
  readonly actor: Actor
  readonly unit: string
  readonly zone: string
}

/**
 * Records a checked population table, a region an append. Counts that stand there already are left alone; another count for the
 * same cell is a new version beside the old.
 * @returns rows that were new or changed are in the log; the number of rows read by region
 * @throws Refusal `population.faults` (invalid)
 */
export async function importPopulation(ports: HandlerPorts, checked: CheckedPopulation, run: PopulationRun): Promise<ReadonlyMap<string, number>> {
  if (checked.faults.length > 0) throw new Refusal('invalid', 'population.faults', { faults: checked.faults.length })
  const read = new Map<string, number>()
  for (const [region, counts] of checked.regions) {
    await handle(
      ports,
      population,
      region,
      originOf(run, region),
      () => undefined,
      () => commandOf(counts),
    )
    read.set(region, counts.length)
  }
  return read
}

const commandOf = (counts: readonly PopulationCount[]) => ({ type: 'recordPopulation' as const, counts })

const originOf = ({ commandId, actor, unit, zone }: PopulationRun, region: string): CommandOrigin => ({
  commandId: deriveId(commandId, region),
  correlationId: commandId,
  causationId: null,
  actor,
  unit,
  zone,
  holidays: new Set(),
})
