import { LogUnavailable } from '../errors'
import { isDatabaseAway } from './away'

const failure = (code: string, message = ''): Error => Object.assign(new Error(message), { code })

describe('a failure of PostgreSQL', () => {
  it.each([
    ['no connection', failure('ECONNREFUSED')],
    ['a server that stops', failure('57P01', 'terminating connection due to unexpected postmaster exit')],
    ['a server that starts', failure('57P03')],
    ['too many connections', failure('53300')],
    ['a full disk', failure('53100', 'could not extend file "base/5/16394": No space left on device')],
    ['a file that may not grow', failure('XX000', 'could not extend file "base/5/16394": File too large')],
    ['a deadlock', failure('40P01')],
    ['a connection that broke', new Error('Connection terminated unexpectedly')],
    ['what the log says of it', new LogUnavailable('away')],
  ])('passes: %s', (_, error) => {
    expect(isDatabaseAway(error)).toBe(true)
  })

  it.each([
    ['a key that stands already', failure('23505')],
    ['a missing table', failure('42P01')],
    ['a missing right', failure('42501')],
    ['a fault inside the server', failure('XX000', 'cache lookup failed')],
    ['an error of the product', new TypeError('undefined is not a function')],
    ['a text that was cut off', new SyntaxError('Unterminated string in JSON at position 3')],
    ['nothing', undefined],
  ])('does not: %s', (_, error) => {
    expect(isDatabaseAway(error)).toBe(false)
  })
})
