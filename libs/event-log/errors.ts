import type { Position, Uuid } from '#kernel'
import type { Expected } from './port'

/** Every error an adapter raises on purpose. Codes are stable; messages hold ids and numbers only. */
export class EventLogError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
    this.name = new.target.name
  }
}

export class WrongExpectedRevision extends EventLogError {
  constructor(
    readonly stream: string,
    readonly expected: Expected,
    /** null where the stream does not exist */
    readonly actual: bigint | null,
  ) {
    super('log.wrong-revision', `${stream} stands at ${actual ?? 'no stream'}, expected ${expected}`)
  }
}

export class IdempotencyMismatch extends EventLogError {
  constructor(
    readonly stream: string,
    readonly eventId: Uuid,
  ) {
    super('log.idempotency-mismatch', `event ${eventId} of ${stream} already stands with other content or in another batch`)
  }
}

export class EventTooLarge extends EventLogError {
  constructor(
    readonly eventId: Uuid,
    readonly bytes: number,
  ) {
    super('log.event-too-large', `event ${eventId} has ${bytes} bytes`)
  }
}

export class AppendTooLarge extends EventLogError {
  constructor(readonly bytes: number) {
    super('log.append-too-large', `an append of ${bytes} bytes`)
  }
}

export class InvalidPayload extends EventLogError {
  constructor(
    readonly eventId: Uuid,
    readonly path: string,
  ) {
    super('log.invalid-payload', `event ${eventId} holds a character that cannot be stored at ${path}`)
  }
}

export class StreamNotFound extends EventLogError {
  constructor(readonly stream: string) {
    super('log.stream-not-found', `no stream ${stream}`)
  }
}

export class StreamClosed extends EventLogError {
  constructor(readonly stream: string) {
    super('log.stream-closed', `${stream} is closed`)
  }
}

export class StreamDeleted extends EventLogError {
  constructor(readonly stream: string) {
    super('log.stream-deleted', `${stream} was deleted in the store`)
  }
}

export class LogUnavailable extends EventLogError {
  constructor(cause: string) {
    super('log.unavailable', cause)
  }
}

/** The log's server does not let this account in, or not to this. */
export class AccessRefused extends EventLogError {
  constructor() {
    super('log.access-refused', 'the server of the log refuses this account')
  }
}

/** What is stored cannot be read back as an event: the bytes were changed outside the product, or an upcaster threw. */
export class EventUnreadable extends EventLogError {
  constructor(
    readonly position: Position,
    cause?: unknown,
  ) {
    super('log.event-unreadable', `the event at ${position} cannot be read`)
    this.cause = cause
  }
}

/** A position is missing between two events of the whole log: something was removed outside the product. */
export class LogIncomplete extends EventLogError {
  constructor(readonly position: Position) {
    super('log.incomplete', `nothing stands at ${position}`)
  }
}
