import { connect, type Socket } from 'node:net'
import { DAY, HOUR, randomUuid } from '#kernel'
import { ownPort } from '#testing'
import { complaint } from '../e2e/forms'
import { OFFICER, RunningProduct } from './running-product'

// What `docker compose stop` or a service manager does: SIGTERM, and kill -9 for whoever is still there when the time of grace is over.

/** Compose's own, which docker-compose.yml leaves as it is */
const GRACE = 10_000

jest.setTimeout(600_000)

let product: RunningProduct
beforeAll(async () => {
  product = await RunningProduct.create()
})
afterAll(() => product.end())

/** Somebody who began to ask and says no more. */
async function unfinished(address: string): Promise<Socket> {
  const { hostname, port } = new URL(address)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => undefined)
  await new Promise((resolve) => socket.once('connect', resolve))
  await new Promise((resolve) =>
    socket.write('POST /api/v1/session HTTP/1.1\r\nHost: teduh\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{', resolve),
  )
  return socket
}

it('SIGTERM ends api and worker within the time of grace, whoever is still connected, and loses nothing that was answered', async () => {
  const api = await product.startApi(await ownPort())
  const worker = await product.startWorker(await ownPort())
  const headers = (cookie = ''): Record<string, string> => ({
    ...{ 'content-type': 'application/json', 'x-teduh': '1', 'idempotency-key': randomUuid(), cookie },
  })
  const session = await fetch(`${api.address}/api/v1/session`, { method: 'POST', headers: headers(), body: JSON.stringify(OFFICER) })
  const cookie = session.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const answered: string[] = []
  // by the machine's clock, which is the product's
  const lastWeek = new Date(Date.now() - 7 * DAY).toISOString().slice(0, 10)
  const { incident } = complaint()
  const received = complaint({
    receivedAt: new Date(Date.now() - HOUR).toISOString(),
    incident: { ...incident, when: { precision: 'hari', from: lastWeek, to: lastWeek } },
  })
  const ask = async (): Promise<boolean> => {
    const answer = await fetch(`${api.address}/api/v1/cases`, { method: 'POST', headers: headers(cookie), body: JSON.stringify(received) }).catch(
      () => null,
    )
    if (answer?.status !== 201) return false
    answered.push(((await answer.json()) as { readonly id: string }).id)
    return true
  }
  expect(await ask()).toBe(true)
  const sockets = [await unfinished(api.address), await unfinished(worker.address)]
  const asking = Array.from({ length: 4 }, async () => {
    while (await ask());
  })
  while (answered.length < 8) await fetch(`${worker.address}/metrics`)
  const began = performance.now()
  const codes = await Promise.all([api.stop(), worker.stop()])
  const took = performance.now() - began
  sockets.forEach((socket) => socket.destroy())
  await Promise.all(asking)
  expect([codes, took < GRACE]).toEqual([[0, 0], true])

  const workspace = await product.open()
  const streams = new Set<string>()
  for await (const { events } of workspace.log.readAll(null)) for (const { stream } of events) streams.add(stream)
  expect(answered.filter((id) => !streams.has(`case-${id}`))).toEqual([])
  await workspace.close()
})
