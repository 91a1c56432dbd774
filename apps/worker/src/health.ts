import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { listenRefusal, mayReadMetrics, type Workspace } from '#workspace'

/**
 * Health of this process for everybody, its metrics for the machine itself or for whoever brings the token; to all others there is no
 * such page.
 * @param token null: the machine itself alone
 * @returns closes the server
 * @throws WorkspaceError where the port can't be had
 */
export async function serveHealth(workspace: Workspace, port: number, token: string | null): Promise<() => Promise<void>> {
  const server = createServer((request, response) => {
    answer(workspace, request, token).then(
      ({ status, type, body }) => response.writeHead(status, { 'content-type': type }).end(body),
      () => response.writeHead(503).end(),
    )
  })
  server.listen(port)
  try {
    await once(server, 'listening')
  } catch (error) {
    throw listenRefusal(error, 'TEDUH_WORKER_PORT')
  }
  return async () => {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }
}

async function answer(
  { installation, log, metrics }: Workspace,
  request: IncomingMessage,
  token: string | null,
): Promise<{ readonly status: number; readonly type: string; readonly body: string }> {
  const path = request.url ?? ''
  if (path === '/metrics' && mayReadMetrics(request, token)) return { status: 200, type: metrics.contentType, body: await metrics.text() }
  const known = path === '/health/live' || path === '/health/ready'
  if (path === '/health/ready') await log.head()
  return { status: known ? 200 : 404, type: 'application/json', body: JSON.stringify(known ? { status: 'ok', log: installation.logKind } : {}) }
}
