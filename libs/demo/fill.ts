import type { HandlerPorts } from '#command-handler'
import { addMilliseconds, DAY, FixedClock } from '#kernel'
import type { Workspace } from '#workspace'
import { calendarAt } from './calendar'
import { demoCases } from './demo-cases'
import { layGround } from './ground'
import { registerPartners } from './partners'
import { importYears } from './years'
import { DEMO_UNIT } from './staff'

/** Before the first of the invented stories. */
const OPENED = 96 * DAY

/**
 * Fills a first workspace with invented people and cases. Everything goes through the command handler, at a clock that stands
 * where the story is, so that what was recorded when is true to it. A fill that was cut off goes on where it stopped.
 */
export async function fillDemo(workspace: Workspace): Promise<void> {
  const now = workspace.installation.installedAt
  const clock = new FixedClock(addMilliseconds(now, -OPENED))
  await layGround(workspace)
  await registerPartners({ ...workspace, clock })
  await importYears({ ...workspace, clock }, now)
  const ports: HandlerPorts = { log: workspace.log, sealer: workspace.sealer, clock }
  for (const { at, run } of demoCases(calendarAt(now, DEMO_UNIT.zone))) {
    clock.moveTo(at)
    await run(ports)
  }
}
