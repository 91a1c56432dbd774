import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { runMigrations } from '#database'
import { startTestDatabase, type TestDatabase } from '#testing'
import { newContext, newEvents, newStream } from '../contract/log-under-test'
import { eventLogMigrations } from './migrations'
import { PostgresEventLog } from './postgres-event-log'

describe('a reader whose notifications come from a server that hangs', () => {
  let database: TestDatabase
  let frozen: Server
  const held: Socket[] = []
  beforeAll(async () => {
    database = await startTestDatabase()
    await runMigrations(database.ownerUrl, [eventLogMigrations])
    // takes connections, and neither answers nor lets go
    frozen = createServer({ allowHalfOpen: true }, (socket) => {
      held.push(socket)
      socket.resume().on('error', () => undefined)
    }).listen(0, '127.0.0.1')
    await once(frozen, 'listening')
  })
  afterAll(async () => {
    for (const socket of held) socket.destroy()
    frozen.close()
    await database.stop()
  })

  it('reads by polling, and ends when it is told to', async () => {
    const listenUrl = `postgres://teduh_app:x@127.0.0.1:${(frozen.address() as AddressInfo).port}/none`
    const log = new PostgresEventLog({ url: database.appUrl, listenUrl, pollMs: 20 })
    // a log wakes its own readers itself
    const another = new PostgresEventLog({ url: database.appUrl })
    const stop = new AbortController()
    const pages = log.subscribe(await log.head(), stop.signal)[Symbol.asyncIterator]()
    await pages.next()
    await another.append(newStream(), 'any', newEvents(1), newContext())
    expect((await pages.next()).value).toMatchObject({ events: [{ revision: 0n }] })
    while (held.length === 0) await once(frozen, 'connection')
    const waiting = pages.next()
    stop.abort()
    expect((await waiting).done).toBe(true)
    await log.end()
    await another.end()
  })
})
