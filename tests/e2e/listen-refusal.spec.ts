import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ListenRefused, listenRefusal } from '../../apps/api/src/listen-refusal'

/** What `listen` says to this address. */
async function refusal(port: number, host: string): Promise<unknown> {
  const server = createServer().listen(port, host)
  try {
    await once(server, 'listening')
    server.close()
    return null
  } catch (error) {
    return listenRefusal(error)
  }
}

describe('an address that the pages cannot be served at', () => {
  it('is told where TEDUH_HOST names another machine or none, which is not the database’s fault', async () => {
    const unknown = listenRefusal(Object.assign(new Error('getaddrinfo ENOTFOUND x'), { code: 'ENOTFOUND' }))
    for (const refused of [await refusal(0, '203.0.113.7'), unknown]) {
      expect(refused).toBeInstanceOf(ListenRefused)
      expect((refused as Error).message).toMatch(/^TEDUH_HOST bukan alamat komputer ini; /)
    }
  })

  it('is told where another program has the port', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const refused = await refusal((other.address() as AddressInfo).port, '127.0.0.1')
    expect((refused as Error).message).toMatch(/^Porta ini sedang dipakai program lain\. /)
    other.close()
  })

  it('leaves every other error alone', () => {
    const error = new TypeError('x')
    expect(listenRefusal(error)).toBe(error)
  })
})
