import type { Workspace } from '#workspace'
import { layGround } from './ground'

/** Fills a first workspace with invented people and cases. A fill that was cut off goes on where it stopped. */
export async function fillDemo(workspace: Workspace): Promise<void> {
  await layGround(workspace)
}
