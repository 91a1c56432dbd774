import { join } from 'node:path'
import { databaseText } from '#database'
import { systemClock } from '#kernel'
import { openWorkspace, type Workspace } from '#workspace'
import { processConfig, type Config } from './config'
import { say } from './terminal'

/** The repository, or wherever the product was installed. */
export const ROOT = join(__dirname, '..', '..', '..', '..')

export const config = (): Config => processConfig(ROOT)

/**
 * Opens the same data as the product: joins its running database, or starts the embedded one for this command alone.
 * Readers run meanwhile; where the product's own are at work, these wait for their lease and do nothing.
 */
export async function withWorkspace<T>(work: (workspace: Workspace) => Promise<T>): Promise<T> {
  const workspace = await openWorkspace({ ...config(), mode: null, clock: systemClock, onNotice: (notice) => say(databaseText(notice)) })
  const stopping = new AbortController()
  const readers = workspace.projections.run(stopping.signal)
  // Whatever stops the readers is met again by `caughtUp`.
  readers.catch(() => undefined)
  try {
    return await work(workspace)
  } finally {
    stopping.abort()
    await readers.catch(() => undefined)
    await workspace.close()
  }
}

const PATIENCE = 600_000

/** Waits until the read models hold the whole log, so that a figure is never an older one; where somebody paused them, says so instead. */
export async function caughtUp({ log, projections }: Workspace): Promise<void> {
  const paused = (await projections.status()).filter(({ kind, pausedSince }) => kind === 'model' && pausedSince !== null)
  if (paused.length > 0) {
    say(`Dijeda: ${paused.map(({ model }) => model).join(', ')}. Yang tampak adalah keadaan sebelum jeda; lanjutkan dengan teduh projections resume.`)
    return
  }
  const head = await log.head()
  if (head !== null) await projections.waitFor(head, PATIENCE)
}
