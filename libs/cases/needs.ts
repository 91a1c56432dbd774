import { broken, invalid, newIdIn, unreachable, type Fact, type LocalDate, type Open, type Uuid } from '#kernel'
import { pastDay } from './case-dates'
import { entryOf, requireOpen, type ExistingCase } from './case-state'
import type { CaseContext } from './clocks'
import { CODE_LISTS_VERSION, requireCode } from './code-lists'
import type { Code } from './codes'
import type { EntryVoided } from './correction'
import { requireNobodyErased, requireVictim } from './subjects'

// What each victim needs, and whether it is wanted. Declined and obstructed needs are counts of their own, never failures.

export type NeedIdentified = Fact<
  'NeedIdentified',
  1,
  {
    readonly needId: Open<Uuid>
    readonly victimId: Open<Uuid>
    readonly service: Open<Code>
    readonly wanted: Open<boolean>
    readonly identifiedOn: Open<LocalDate>
    readonly lists: Open<number>
  }
>
export type NeedWishChanged = Fact<
  'NeedWishChanged',
  1,
  { readonly needId: Open<Uuid>; readonly wanted: Open<boolean>; readonly changedOn: Open<LocalDate> }
>
/** The rights ledger's only typed entries: ditolak (by the victim) and dihalangi (by somebody else). */
export type NeedHindered = Fact<
  'NeedHindered',
  1,
  { readonly needId: Open<Uuid>; readonly how: Open<'ditolak' | 'dihalangi'>; readonly reason: Open<Code>; readonly on: Open<LocalDate> }
>

export type NeedEvent = NeedIdentified | NeedWishChanged | NeedHindered

export type NeedCommand =
  | {
      readonly type: 'identifyNeeds'
      readonly victimId: Uuid
      readonly needs: readonly { readonly service: Code; readonly wanted: boolean }[]
      /** null: today */
      readonly identifiedOn: LocalDate | null
    }
  | { readonly type: 'changeNeedWish'; readonly needId: Uuid; readonly wanted: boolean; readonly changedOn: LocalDate | null }
  | {
      readonly type: 'hinderNeed'
      readonly needId: Uuid
      readonly how: 'ditolak' | 'dihalangi'
      readonly reason: Code
      readonly on: LocalDate | null
    }

export interface NeedEntry {
  readonly victimId: Uuid
  readonly service: Code
  readonly wanted: boolean
  readonly voided: boolean
}
export type NeedState = Readonly<Record<Uuid, NeedEntry>>

export const noNeeds: NeedState = {}

export function evolveNeeds(slice: NeedState, event: NeedEvent | EntryVoided): NeedState {
  switch (event.type) {
    case 'NeedIdentified': {
      const { needId, victimId, service, wanted } = event.data
      return { ...slice, [needId]: { victimId, service, wanted, voided: false } }
    }
    case 'NeedWishChanged':
      return withNeed(slice, event.data.needId, { wanted: event.data.wanted })
    case 'EntryVoided':
      return event.data.kind === 'kebutuhan' ? withNeed(slice, event.data.entryId, { voided: true }) : slice
    case 'NeedHindered':
      return slice
  }
}

function withNeed(slice: NeedState, needId: Uuid, change: Partial<NeedEntry>): NeedState {
  const need = entryOf(slice, needId)
  return need === undefined ? slice : { ...slice, [needId]: { ...need, ...change } }
}

/** @throws Refusal `need.unknown`, `need.voided` */
export function requireNeed(state: Pick<ExistingCase, 'needs'>, needId: Uuid, field = 'needId'): NeedEntry {
  const need = entryOf(state.needs, needId)
  if (need === undefined) throw invalid(field, 'need.unknown')
  if (need.voided) throw broken('need.voided')
  return need
}

export function decideNeeds(command: NeedCommand, state: ExistingCase, context: CaseContext): readonly NeedEvent[] {
  requireOpen(state)
  switch (command.type) {
    case 'identifyNeeds':
      return identifyNeeds(command, state, context)
    case 'changeNeedWish': {
      const { needId, wanted } = command
      if (requireNeed(state, needId).wanted === wanted) return []
      const changedOn = pastDay(command.changedOn, 'changedOn', context)
      return [{ type: 'NeedWishChanged', version: 1, on: changedOn, data: { needId, wanted, changedOn } }]
    }
    case 'hinderNeed': {
      const { needId, how, reason } = command
      requireNeed(state, needId)
      requireCode('hindranceReason', reason, 'reason')
      const on = pastDay(command.on, 'on', context)
      return [{ type: 'NeedHindered', version: 1, on, data: { needId, how, reason, on } }]
    }
    default:
      return unreachable(command)
  }
}

type IdentifyNeeds = Extract<NeedCommand, { readonly type: 'identifyNeeds' }>

/** A service stands once among a victim's needs; whether it is wanted changes by `changeNeedWish`. @throws Refusal `need.exists`, `need.missing` */
function identifyNeeds({ victimId, needs, identifiedOn }: IdentifyNeeds, state: ExistingCase, context: CaseContext): readonly NeedIdentified[] {
  requireVictim(state, victimId)
  requireNobodyErased(state, [victimId])
  if (needs.length === 0) throw invalid('needs', 'need.missing')
  const known = new Set(Object.values(state.needs).flatMap((need) => (need.victimId === victimId && !need.voided ? [need.service] : [])))
  const day = pastDay(identifiedOn, 'identifiedOn', context)
  return needs.map(({ service, wanted }, at) => {
    requireCode('service', service, `needs[${String(at)}].service`)
    if (known.has(service)) throw broken('need.exists', { service })
    known.add(service)
    const data = { needId: newIdIn(context, 'need', at), victimId, service, wanted, identifiedOn: day, lists: CODE_LISTS_VERSION }
    return { type: 'NeedIdentified', version: 1, on: day, data }
  })
}
