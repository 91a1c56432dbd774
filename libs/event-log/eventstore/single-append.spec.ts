import { EventStoreDBClient } from '@eventstore/db-client'
import { startEventStoreServer } from '../../../tests/eventstore-server/eventstore-server'
import { newStream } from '../contract/log-under-test'
import { closeClient } from './server-calls'
import { faultOf } from './server-faults'
import { appendOnce } from './single-append'

const event = () => ({ id: crypto.randomUUID(), type: 'NoteTaken', data: Buffer.from('{}') })

describe('an append as a call of its own', () => {
  it('says where it stands, or where the stream stands instead', async () => {
    const server = await startEventStoreServer({ batches: false })
    const client = EventStoreDBClient.connectionString(server.url)
    const stream = newStream()
    expect(await appendOnce(client, stream, 3n, [event()])).toEqual({ current: null })
    expect(await appendOnce(client, stream, -1n, [event(), event()])).toMatchObject({ revision: 1n, commit: expect.any(BigInt) as bigint })
    expect(await appendOnce(client, stream, -1n, [event()])).toEqual({ current: 1n })
    await closeClient(client)
    await server.stop()
  })

  it('fails in passing, and to whoever asked, on a connection that another call has just given up', async () => {
    const server = await startEventStoreServer({ batches: false })
    const client = EventStoreDBClient.connectionString(server.url)
    await appendOnce(client, newStream(), -1n, [event()])
    await closeClient(client)
    const late: unknown = await appendOnce(client, newStream(), -1n, [event()]).catch((error: unknown) => error)
    expect([faultOf(late), late]).toEqual(['passing', expect.any(Error)])
    await server.stop()
  })
})
