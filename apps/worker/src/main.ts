import { join } from 'node:path'
import { databaseText } from '#database'
import { runSealing } from '#event-log'
import { systemClock } from '#kernel'
import { errorText } from '#words'
import { openWorkspace, readerNotice, runHousekeeping, startRefusal, type Workspace } from '#workspace'
import { processConfig, type Config } from './config'
import { serveHealth } from './health'

// The readers on their own: in production beside the API, where the API runs with TEDUH_WORKER=separate.

const say = (line: string): void => void process.stderr.write(`${line}\n`)

async function main(): Promise<void> {
  const config = processConfig(join(__dirname, '..', '..', '..', '..'))
  // A stop may come while the database is still being prepared; the first process of a container is stopped by nothing else.
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())
  const workspace = await openWorkspace({
    ...config,
    mode: null,
    clock: systemClock,
    onNotice: (notice) => say(databaseText(notice)),
    onProjection: (notice) => {
      const line = readerNotice(notice)
      if (line !== null) say(line)
    },
  })
  try {
    await work(workspace, config, stopping)
  } finally {
    await workspace.close()
  }
}

/** Everything runs until the stop; the first that can't go on stops the others, and all have ended when this returns. */
async function work(workspace: Workspace, { healthPort, metricsToken }: Config, stopping: AbortController): Promise<void> {
  const closeHealth = await serveHealth(workspace, healthPort, metricsToken)
  const running = [
    workspace.projections.run(stopping.signal),
    runHousekeeping(workspace, stopping.signal, (code) => say(`housekeeping: ${code}`)),
    runSealing(workspace.sealing, stopping.signal, (code, params) => say(errorText(code, params, 'id'))),
  ]
  try {
    await Promise.all(running)
  } finally {
    stopping.abort()
    await Promise.allSettled(running)
    await closeHealth()
  }
}

main().catch((error: unknown) => {
  say(startRefusal(error) ?? (error instanceof Error ? error.name : 'unknown error'))
  process.exit(1)
})
