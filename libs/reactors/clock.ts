import type { Instant, Uuid } from '#kernel'

/** Something whose moment has come. */
export interface Due {
  readonly dueAt: Instant
  /** UUIDv5(clock id, due instant): acting again does nothing */
  readonly commandId: Uuid
  readonly act: (commandId: Uuid) => Promise<void>
}

/** Acts when a moment that an event wrote down has come, as no event will. */
export interface Clock {
  /** kebab-case; part of its command ids, so it never changes */
  readonly name: string
  due(now: Instant): Promise<readonly Due[]>
}

/**
 * One look at all clocks. Two processes may look at once.
 * @returns how many were acted upon; one that fails is told and leaves the others their turn
 */
export async function clockPass(clocks: readonly Clock[], now: Instant, onFailure: (clock: string, error: unknown) => void): Promise<number> {
  let acted = 0
  for (const clock of clocks) {
    try {
      for (const { commandId, act } of await clock.due(now)) {
        await act(commandId)
        acted++
      }
    } catch (error) {
      onFailure(clock.name, error)
    }
  }
  return acted
}
