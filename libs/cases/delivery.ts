import { broken, newIdIn, type LocalDate, type Open, type Uuid } from '#kernel'
import { entryOf, requireAccepted, type ExistingCase } from './case-state'
import { pastDayFrom } from './case-dates'
import type { CaseContext } from './clocks'
import { CODE_LISTS_VERSION } from './code-lists'
import { requireVictims } from './subjects'

/** Given to these victims on this day, by the unit or by an institution. */
export interface Delivered {
  readonly serviceId: Open<Uuid>
  readonly victimIds: Open<readonly Uuid[]>
  readonly deliveredOn: Open<LocalDate>
  /** null: the unit itself */
  readonly provider: Open<Uuid | null>
  readonly lists: Open<number>
}

/** What every command that records a given service holds. */
export interface Delivery {
  readonly victimIds: readonly Uuid[]
  readonly deliveredOn: LocalDate
  /** the institution that gave it; null: the unit itself */
  readonly provider: Uuid | null
}

// What every record of a given service is checked against.

/**
 * The day a service was given: not in the future, not before the complaint, not after a victim's ending.
 * @throws Refusal `date.future`, `date.before-complaint`; `service.after-ending`
 */
export function serviceDay(day: LocalDate, victimIds: readonly Uuid[], state: ExistingCase, context: CaseContext): LocalDate {
  const deliveredOn = pastDayFrom(state.complaint.receivedOn, 'date.before-complaint', day, 'deliveredOn', context)
  for (const id of victimIds) {
    const ending = entryOf(state.closure.endings, id)
    if (ending && deliveredOn > ending.endedOn) throw broken('service.after-ending', { endedOn: ending.endedOn })
  }
  return deliveredOn
}

/**
 * @param index tells apart several services of one command
 * @param gate who may be served now; an accepted case unless told
 * @throws Refusal of `gate`, `requireVictims` and `serviceDay`
 */
export function delivery(
  command: Delivery,
  state: ExistingCase,
  context: CaseContext,
  gate: (state: ExistingCase) => void = requireAccepted,
  index = 0,
): Delivered {
  gate(state)
  requireVictims(state, command.victimIds)
  return {
    serviceId: newIdIn(context, 'service', index),
    victimIds: command.victimIds,
    deliveredOn: serviceDay(command.deliveredOn, command.victimIds, state, context),
    provider: command.provider,
    lists: CODE_LISTS_VERSION,
  }
}
