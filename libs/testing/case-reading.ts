import type { CaseEvent, CaseState, ExistingCase } from '#cases'

type EventOf = { readonly [Event in CaseEvent as Event['type']]: Event }

/** @returns the data of the events of one type, in their order. */
export function dataOf<Type extends keyof EventOf>(events: readonly CaseEvent[], type: Type): readonly EventOf[Type]['data'][] {
  return events.flatMap((event) => (event.type === type ? [(event as EventOf[Type]).data] : []))
}

/** @throws Error where the story has not begun */
export function existing(state: CaseState): ExistingCase {
  if (state.phase === 'none') throw new Error('no case yet')
  return state
}

/** @returns the id of the only (or the `at`-th) entry of a part of the state. */
export function idOf(entries: Readonly<Record<string, unknown>>, at = 0): string {
  const id = Object.keys(entries)[at]
  if (id === undefined) throw new Error(`no entry ${String(at)}`)
  return id
}
