import { deriveId, type Recorded, type Uuid } from '#kernel'

/**
 * A checkpointed reader that acts: what it decides is appended as events, by commands whose ids follow from the event that
 * caused them. Acting twice on one event does nothing the second time. It never runs in a rebuild.
 */
export interface Reactor {
  /** kebab-case; part of its command ids, so it never changes */
  readonly name: string
  /** Events of other streams are left out; empty for all */
  readonly streamPrefix: string
  /** Newest version of each event type of those streams that it knows. Another one is held back: it may be one that it would have to act on */
  readonly versions: Readonly<Record<string, number>>
  /** Where a new one begins: at the start of the log, or at its end as it stands when the first worker meets it */
  readonly startsAt: 'origin' | 'head'
  /**
   * @param commandId UUIDv5(reactor, event): that of the command, or the parent of those of several
   * @throws Refusal `busy`, and whatever passes: tried again. Anything else parks the event and the rest of its stream.
   */
  react(event: Recorded, commandId: Uuid): Promise<void>
}

/** Reactors have no tables that could be of another version. */
export const REACTOR_VERSION = 1

/** The namespace of all reactors' and clocks' ids. */
const REACTORS: Uuid = '8a1f2f0e-53a4-4a0b-9f0e-6a7a0c1d2b37'

/** @returns UUIDv5(reactor, causing event id) */
export const reactionId = (reactor: string, event: Uuid): Uuid => deriveId(deriveId(REACTORS, 'reactor', reactor), event)

/** @returns UUIDv5(clock id, due instant); a clock's id is its name and what it is set for */
export const clockId = (clock: string, setFor: Uuid, dueAt: string): Uuid => deriveId(deriveId(REACTORS, 'clock', clock, setFor), dueAt)
