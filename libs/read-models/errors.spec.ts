import { LogUnavailable } from '#event-log'
import { Refusal } from '#kernel'
import { CheckpointMoved, isPassing, LeaseLost, reasonOf, UndigestedEvent } from './errors'

const failure = (code: string, message = ''): Error => Object.assign(new Error(message), { code })

describe('a failure of a reader', () => {
  it.each([
    ['no way to the server', failure('EHOSTUNREACH')],
    ['a server that refuses', failure('ECONNREFUSED')],
    ['a ledger whose disk is full', failure('ENOSPC')],
    ['a file of the database that may not grow', failure('XX000', 'could not extend file "base/5/16394": File too large')],
    ['a connection that broke', new Error('Connection terminated unexpectedly')],
    ['a connection that had broken before', new Error('Client has encountered a connection error and is not queryable')],
    ['a log that is away', new LogUnavailable('away')],
    ['somebody who was faster', new Refusal('busy', 'log.busy')],
    ['a lease that is another one’s', new LeaseLost('projections')],
    ['a checkpoint that was moved', new CheckpointMoved()],
  ])('is not the fault of an event: %s', (_, error) => {
    expect(isPassing(error)).toBe(true)
  })

  it.each([
    ['one that is not known', new UndigestedEvent('Later', 1)],
    ['one that lacks something', new TypeError('undefined is not a function')],
    ['one that was cut off', new SyntaxError('Unterminated string in JSON at position 3')],
    ['one that is refused', new Refusal('rule', 'case.closed')],
    ['a value that node does not take', failure('ERR_INVALID_ARG_TYPE')],
  ])('is the fault of an event: %s', (_, error) => {
    expect(isPassing(error)).toBe(false)
  })

  it('is named by the code of the system, and by no message', () => {
    expect(reasonOf(failure('ECONNREFUSED', 'connect ECONNREFUSED 10.0.0.1:5432'))).toBe('ECONNREFUSED')
    expect(reasonOf(new TypeError('Siti'))).toBe('TypeError')
  })
})
