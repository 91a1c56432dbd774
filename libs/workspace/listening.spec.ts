import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WorkspaceError } from './errors'
import { listenRefusal } from './listening'
import { startRefusal } from './start-refusal'

/** What `listen` says to this address. */
async function refusal(port: number, host: string): Promise<unknown> {
  const server = createServer().listen(port, host)
  try {
    await once(server, 'listening')
    server.close()
    return null
  } catch (error) {
    return listenRefusal(error, 'TEDUH_PORT')
  }
}

describe('an address that the pages cannot be served at', () => {
  it('is told where TEDUH_HOST names another machine or none, which is not the database’s fault', async () => {
    const unknown = listenRefusal(Object.assign(new Error('getaddrinfo ENOTFOUND x'), { code: 'ENOTFOUND' }), 'TEDUH_PORT')
    for (const refused of [await refusal(0, '203.0.113.7'), unknown]) {
      expect(refused).toBeInstanceOf(WorkspaceError)
      expect(startRefusal(refused)).toMatch(/^TEDUH_HOST bukan alamat komputer ini; /)
    }
  })

  it('is told where another program has the port', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const refused = await refusal((other.address() as AddressInfo).port, '127.0.0.1')
    expect(startRefusal(refused)).toMatch(/^Porta ini sedang dipakai program lain\. .*TEDUH_PORT/)
    other.close()
  })

  it('leaves every other error alone', () => {
    const error = new TypeError('x')
    expect(listenRefusal(error, 'TEDUH_PORT')).toBe(error)
  })
})
