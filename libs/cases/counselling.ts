import type { Direct, Fact, Open, Uuid } from '#kernel'
import type { ExistingCase } from './case-state'
import type { CaseContext } from './clocks'
import { delivery, type Delivered, type Delivery } from './delivery'

/** Counselling or accompaniment by a listed expert (tenaga ahli). Notes are for the counsellor alone. */
export type CounsellingSessionHeld = Fact<
  'CounsellingSessionHeld',
  1,
  Delivered & { readonly service: Open<'konseling' | 'tenaga_ahli'>; readonly session: Open<number>; readonly notes: Direct<string> | null }
>

export type CounsellingEvent = CounsellingSessionHeld

/** One event a victim: sessions are numbered per victim. `notes` has a record key of its own. */
export type HoldCounsellingSession = Delivery & {
  readonly type: 'holdCounsellingSession'
  readonly service: 'konseling' | 'tenaga_ahli'
  readonly notes: Direct<string> | null
}

export type CounsellingCommand = HoldCounsellingSession

/** Voided sessions keep their number: a number is never used twice. */
const sessionsOf = (victimId: Uuid, state: ExistingCase): number =>
  Object.values(state.services).filter(
    ({ service, victimIds }) => (service === 'konseling' || service === 'tenaga_ahli') && victimIds.includes(victimId),
  ).length

/**
 * A session, of several victims too: each gets an event with the number it is for that victim.
 * @throws Refusal as `delivery`
 */
export function holdCounsellingSession(
  command: HoldCounsellingSession,
  state: ExistingCase,
  context: CaseContext,
): readonly CounsellingSessionHeld[] {
  delivery(command, state, context)
  return command.victimIds.map((victimId, index) => {
    const data = delivery({ ...command, victimIds: [victimId] }, state, context, undefined, index)
    return {
      type: 'CounsellingSessionHeld',
      version: 1,
      on: data.deliveredOn,
      data: { ...data, service: command.service, session: sessionsOf(victimId, state) + 1, notes: command.notes },
    }
  })
}
