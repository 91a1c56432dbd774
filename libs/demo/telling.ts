import type { HandlerPorts } from '#command-handler'
import { FixedClock, type Uuid } from '#kernel'
import type { StoryStep } from './story'

/** Acts that are loaded, decided and sealed side by side. */
const AT_ONCE = 12

/**
 * Tells acts in their order, each at a clock that stands at its moment. The acts of one case follow each other; those of different
 * cases are prepared side by side, and what they append stands in the log in the order of their moments all the same.
 * @throws whatever an act throws, once those before it are told
 */
export async function tellInOrder(ports: Pick<HandlerPorts, 'log' | 'sealer'>, steps: readonly StoryStep[]): Promise<void> {
  const told: Promise<void>[] = []
  const lastOf = new Map<Uuid, Promise<void>>()
  for (const [index, step] of steps.entries()) {
    await told[index - AT_ONCE]
    const act = tell(ports, step, lastOf.get(step.caseId), told[index - 1])
    lastOf.set(step.caseId, act)
    told.push(act)
    // A refusal is met in its turn, by whoever waits for it.
    act.catch(() => undefined)
  }
  for (const act of told) await act
}

async function tell(
  { log, sealer }: Pick<HandlerPorts, 'log' | 'sealer'>,
  step: StoryStep,
  caseBefore: Promise<void> | undefined,
  actBefore: Promise<void> | undefined,
): Promise<void> {
  await caseBefore
  const append: HandlerPorts['log']['append'] = async (...all) => {
    await actBefore
    return log.append(...all)
  }
  const inTurn: HandlerPorts['log'] = {
    append,
    readStream: (...all) => log.readStream(...all),
    readAll: (...all) => log.readAll(...all),
    subscribe: (...all) => log.subscribe(...all),
    close: (...all) => log.close(...all),
    head: () => log.head(),
  }
  await step.run({ log: inTurn, sealer, clock: new FixedClock(step.at) })
  await actBefore
}
