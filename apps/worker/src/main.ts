import { createServer } from 'node:http'
import { join } from 'node:path'
import { databaseText } from '#database'
import { runSealing } from '#event-log'
import { systemClock } from '#kernel'
import { errorText } from '#words'
import { openWorkspace, readerNotice, runHousekeeping, startRefusal, type Workspace } from '#workspace'
import { processConfig } from './config'

// The readers on their own: in production beside the API, where the API runs with TEDUH_WORKER=separate.

const say = (line: string): void => void process.stderr.write(`${line}\n`)

async function main(): Promise<void> {
  const config = processConfig(join(__dirname, '..', '..', '..', '..'))
  const stopping = new AbortController()
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
  const server = createServer((request, response) => {
    answer(workspace, request.url ?? '').then(
      ({ type, body }) => response.writeHead(200, { 'content-type': type }).end(body),
      () => response.writeHead(503).end(),
    )
  }).listen(config.healthPort)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())
  try {
    await Promise.all([
      workspace.projections.run(stopping.signal),
      runHousekeeping(workspace, stopping.signal, (code) => say(`housekeeping: ${code}`)),
      runSealing(workspace.sealing, stopping.signal, (code, params) => say(errorText(code, params, 'id'))),
    ])
  } finally {
    server.close()
    await workspace.close()
  }
}

/** Health, and how far the readers are. */
async function answer({ installation, log, metrics }: Workspace, path: string): Promise<{ readonly type: string; readonly body: string }> {
  if (path === '/metrics') return { type: metrics.contentType, body: await metrics.text() }
  if (path === '/health/ready') await log.head()
  return { type: 'application/json', body: JSON.stringify({ status: 'ok', log: installation.logKind }) }
}

main().catch((error: unknown) => {
  say(startRefusal(error) ?? (error instanceof Error ? error.name : 'unknown error'))
  process.exit(1)
})
