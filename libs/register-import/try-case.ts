import { addDays, addMilliseconds, Refusal, startOfDay, type DecisionContext, type Uuid } from '#kernel'
import { stepsOfCase } from './case-steps'
import { decideSteps, caseSteps } from './decide-steps'
import type { Fault } from './fault'
import { caseCommand } from './identity'
import type { CheckOptions, RegisterCase } from './row'

const NOBODY: Uuid = '00000000-0000-4000-8000-000000000000'

/**
 * Lets the case itself decide on what its rows say, without writing anything: no rule of the case is met for the first time
 * when half of a file has been written.
 * @returns a fault on the case's first row, or null
 */
export function tryCase(registerCase: RegisterCase, { today, zone }: CheckOptions): Fault | null {
  const command = caseCommand(NOBODY, registerCase.number)
  const context: DecisionContext = {
    commandId: command,
    actor: { kind: 'user', id: NOBODY, role: 'head_of_unit', importId: NOBODY },
    unit: NOBODY,
    zone,
    now: addMilliseconds(startOfDay(zone, addDays(today, 1)), -1),
    today,
    holidays: new Set(),
  }
  try {
    decideSteps(stepsOfCase(registerCase, command, zone), caseSteps.initial, context)
    return null
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { line: registerCase.victims[0]?.line ?? 0, column: null, content: null, code: 'row.refused', params: { rule: error.code } }
  }
}
