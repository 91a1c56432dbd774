import { addMilliseconds, DAY, FixedClock } from '#kernel'
import type { Workspace } from '#workspace'
import { calendarAt } from './calendar'
import { demoCases } from './demo-cases'
import { layGround } from './ground'
import { registerPartners } from './partners'
import { DEMO_UNIT } from './staff'
import { tellInOrder } from './telling'
import { importYears } from './years'

/** Before the first of the invented stories. */
const OPENED = 96 * DAY

/**
 * Fills a first workspace with invented people and cases. Everything goes through the command handler, at a clock that stands
 * where the story is, so that what was recorded when is true to it. A fill that was cut off goes on where it stopped.
 */
export async function fillDemo(workspace: Workspace): Promise<void> {
  await Promise.all([layGround(workspace), tellStories(workspace)])
}

async function tellStories(workspace: Workspace): Promise<void> {
  const now = workspace.installation.installedAt
  const opened = { ...workspace, clock: new FixedClock(addMilliseconds(now, -OPENED)) }
  await registerPartners(opened)
  await importYears(opened, now)
  await tellInOrder(workspace, demoCases(calendarAt(now, DEMO_UNIT.zone)))
}
