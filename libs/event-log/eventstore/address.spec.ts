import { EventStoreEventLog } from './eventstore-event-log'
import { clientOf, parseAddress } from './address'

const SECRET = 'ge-heim%21'

function fault(url: string): Error {
  try {
    clientOf(parseAddress(url))
  } catch (error) {
    if (error instanceof Error) return error
  }
  throw new Error('nothing was refused')
}

describe('the address of an EventStoreDB', () => {
  it('is read with its account, hosts and options, whatever the case of their names', () => {
    const { hosts, discover, credentials, options } = parseAddress(` esdb://teduh:a%3Ab:c@node-1,node-2:2114/?TLS=true&tlsCaFile=%2Fca.crt `)
    expect(hosts).toEqual([
      { address: 'node-1', port: 2113 },
      { address: 'node-2', port: 2114 },
    ])
    expect(discover).toBe(false)
    expect(credentials).toEqual({ username: 'teduh', password: 'a:b:c' })
    expect([...options]).toEqual([
      ['tls', 'true'],
      ['tlscafile', '/ca.crt'],
    ])
    expect(parseAddress('esdb+discover://cluster.example:2113')).toMatchObject({ discover: true, credentials: undefined })
  })

  it.each([
    ['another protocol', `http://a:${SECRET}@b`],
    ['no host', `esdb://a:${SECRET}@`],
    ['a host that is none', `esdb://a:${SECRET}@b c`],
    ['a port that is none', `esdb://a:${SECRET}@b:66000`],
    ['an unknown option', `esdb://a:${SECRET}@b?tsl=false`],
    ['an option without a value', `esdb://a:${SECRET}@b?tls`],
    ['another value of tls', `esdb://a:${SECRET}@b?tls=no`],
    ['a number that is none', `esdb://a:${SECRET}@b?keepAliveInterval=often`],
    ['a certificate that is not there', `esdb://a:${SECRET}@b?tlsCAFile=/there/is/none`],
    ['half of a client certificate', `esdb://a:${SECRET}@b?userKeyFile=${__filename}`],
    ['a percent sign that stands for nothing', `esdb://a:100%@b?tls=false`],
  ])('with %s is refused by an error without the password', (_, url) => {
    const error = fault(url)
    expect(error).toBeInstanceOf(RangeError)
    expect(`${error.stack}`).not.toMatch(/ge-heim|100%/)
    expect(() => new EventStoreEventLog({ url })).toThrow(RangeError)
  })

  it('is never printed, whatever options it has', async () => {
    const said: unknown[] = []
    const spies = (['warn', 'error', 'log', 'info', 'debug'] as const).map((way) =>
      jest.spyOn(console, way).mockImplementation((...all) => void said.push(...all)),
    )
    const written = jest.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(text) > 0)
    try {
      const options = 'tls=false&tlsVerifyCert=false&nodePreference=follower&throwOnAppendFailure=false&defaultDeadline=5000&connectionName=teduh'
      await new EventStoreEventLog({ url: `esdb://a:${SECRET}@127.0.0.1:1?${options}` }).end()
      fault(`esdb://a:${SECRET}@127.0.0.1:1?unknown=1`)
    } finally {
      for (const spy of [...spies, written]) spy.mockRestore()
    }
    expect(said).toEqual([])
  })
})
