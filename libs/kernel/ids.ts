import { v4, v5, validate } from 'uuid'

/** A UUID in its canonical lower-case text form. */
export type Uuid = string

/** The fixed namespace from which every command id of the product is derived. */
const COMMANDS: Uuid = '6f1c1b1e-5d0a-4f0e-9f57-0a8d4f6f2c11'

/** Random ids are injected as this function, so that tests and replays can fix them. */
export type NewUuid = () => Uuid

export const randomUuid: NewUuid = () => v4()

/** @returns true where `text` is a UUID of any version, in any case. */
export const isUuid = (text: string): boolean => validate(text)

/**
 * Derives an id from another one: the same parent and parts always give the same id.
 * Parts are joined with U+001F, which no part may contain.
 */
export function deriveId(parent: Uuid, ...parts: readonly (string | number)[]): Uuid {
  return v5(parts.join('\u001f'), parent)
}

/** Command id = UUIDv5(principal, route, idempotency key), so that a repeated request is the same command. */
export function commandId(principal: string, route: string, idempotencyKey: string): Uuid {
  return deriveId(COMMANDS, principal, route, idempotencyKey)
}

/** Event id = UUIDv5(command id, index of the event in the command's result). */
export function eventId(command: Uuid, index: number): Uuid {
  return deriveId(command, 'event', index)
}
