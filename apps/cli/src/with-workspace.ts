import { join } from 'node:path'
import { databaseText } from '#database'
import { systemClock } from '#kernel'
import { openWorkspace, type Places, type Workspace } from '#workspace'
import { processConfig } from './config'
import { say } from './terminal'

/** The repository, or wherever the product was installed. */
export const ROOT = join(__dirname, '..', '..', '..', '..')

export const config = (): Places => processConfig(ROOT)

/** An open workspace, and its readers at work; the promise is rejected where they can't go on. */
export interface WorkingWorkspace extends Workspace {
  readonly readers: Promise<void>
}

/**
 * Opens the same data as the product: joins its running database, or starts the embedded one for this command alone.
 * Readers run meanwhile; where the product's own are at work, these wait for their lease and do nothing.
 */
export async function withWorkspace<T>(work: (workspace: WorkingWorkspace) => Promise<T>): Promise<T> {
  const workspace = await openWorkspace({ ...config(), mode: null, clock: systemClock, onNotice: (notice) => say(databaseText(notice)) })
  const stopping = new AbortController()
  const readers = workspace.projections.run(stopping.signal)
  // Whatever stops the readers is met by whoever waits for them.
  readers.catch(() => undefined)
  try {
    return await work({ ...workspace, readers })
  } finally {
    stopping.abort()
    await readers.catch(() => undefined)
    await workspace.close()
  }
}

const PATIENCE = 600_000

/**
 * Waits until these read models (all of them where left out) hold the whole log, so that a figure is never an older one without a
 * word: where somebody paused them, or they don't get there, it says so.
 * @throws what stopped the readers
 */
export async function caughtUp({ log, projections, readers }: WorkingWorkspace, models?: readonly string[]): Promise<void> {
  const head = await log.head()
  if (head === null) return
  const waiting = projections.waitFor(head, PATIENCE, models)
  // They end by themselves only where they can't go on.
  const { reached } = await Promise.race([waiting, readers.then(() => waiting)])
  if (reached) return
  const concerned = (await projections.status()).filter(({ model, kind }) => kind === 'model' && (models?.includes(model) ?? true))
  const paused = concerned.filter(({ pausedSince }) => pausedSince !== null)
  const late = paused.length > 0 ? paused : concerned.filter(({ behind }) => behind > 0)
  const names = late.map(({ model }) => model).join(', ')
  say(
    paused.length > 0
      ? `Dijeda: ${names}. Yang tampak adalah keadaan sebelum jeda; lanjutkan dengan teduh projections resume.`
      : `Belum sampai ke akhir log: ${names}. Yang tampak adalah keadaan sebelumnya; lihat teduh projections status.`,
  )
}
