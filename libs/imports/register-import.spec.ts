import { randomUuid, replay, type DecisionContext } from '#kernel'
import { registerImport as decider, type ImportCommand, type ImportEvent } from '.'

const context: DecisionContext = {
  commandId: randomUuid(),
  actor: { kind: 'user', id: randomUuid(), role: 'head_of_unit' },
  unit: 'uptd',
  zone: 'Asia/Jakarta',
  now: '2025-01-10T02:00:00.000Z',
  today: '2025-01-10',
  holidays: new Set(),
}
const manifest = { rows: 190, cases: 173, newCases: 173, newVictims: 190, newServices: 451, newEndings: 140, conflicts: 0, lists: 1 }
const start: ImportCommand = { type: 'startImport', manifest }
const complete: ImportCommand = { type: 'completeImport', refused: 0 }
const after = (...commands: readonly ImportCommand[]): readonly ImportEvent[] =>
  commands.reduce<readonly ImportEvent[]>((events, command) => [...events, ...decider.decide(command, replay(decider, events), context)], [])

describe('an import', () => {
  it('is started once, also when it is taken up again', () => {
    expect(after(start, start).map(({ type }) => type)).toEqual(['ImportStarted'])
  })

  it('is completed once', () => {
    expect(after(start, complete).map(({ type }) => type)).toEqual(['ImportStarted', 'ImportCompleted'])
    expect(() => after(start, complete, complete)).toThrow('import.completed')
    expect(() => after(start, complete, start)).toThrow('import.completed')
  })

  it('cannot be completed before it was started, nor after it was abandoned', () => {
    expect(() => after(complete)).toThrow('import.not-started')
    expect(() => after(start, { type: 'abandonImport', casesVoided: 0 }, complete)).toThrow('import.abandoned')
  })
})
