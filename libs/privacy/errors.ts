import type { Uuid } from '#kernel'

/** Every error of this library that is not an expected refusal. Messages hold codes, ids and paths: never a value, sealed or open. */
export class PrivacyError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
    this.name = new.target.name
  }
}

export type SealBrokenReason =
  | 'changed' // the ciphertext, its event, field, version or owner is not what was sealed
  | 'other-key' // the owner has a key, but not the one this value names
  | 'key-missing' // the key store knows nothing of the owner: keys were lost or not restored, which is not an erasure
  | 'key-unreadable' // the wrapped key does not open: the master key is wrong or the row was changed

/** A sealed value that does not open. It is never shown as erased. */
export class SealBroken extends PrivacyError {
  constructor(
    readonly reason: SealBrokenReason,
    readonly eventId: Uuid,
    readonly path: string,
  ) {
    super(`privacy.seal-broken.${reason}`, `the value at ${path} of event ${eventId} does not open: ${reason}`)
  }
}

/** A value that cannot be sealed as it stands: a mistake in the program, found before anything is written. */
export class CannotSeal extends PrivacyError {
  constructor(
    readonly reason: 'not-json' | 'already-sealed' | 'owner-kind' | 'field-name',
    readonly eventId: Uuid,
    readonly path: string,
  ) {
    super(`privacy.cannot-seal.${reason}`, `the value at ${path} of event ${eventId} cannot be sealed: ${reason}`)
  }
}

export type MasterKeyFault =
  | 'absent' // no such file
  | 'unreadable' // no right to read it, or a directory
  | 'readable-by-others' // group or world may read it
  | 'malformed' // not 32 bytes in hex or base64
  | 'exists' // a key file is never overwritten

/** The master key file cannot be used as it stands. */
export class MasterKeyFileRefused extends PrivacyError {
  constructor(
    readonly fault: MasterKeyFault,
    readonly file: string,
  ) {
    super(`privacy.master-key.${fault}`, `the master key file ${file} is refused: ${fault}`)
  }
}

/** This master key is not the one the stored keys were wrapped with. */
export class MasterKeyMismatch extends PrivacyError {
  constructor() {
    super('privacy.master-key.mismatch', 'the master key is not the one this database was sealed with')
  }
}

/** A line of a recovery sheet that was typed back does not hold. Lines count from 1. */
export class RecoveryLineBroken extends PrivacyError {
  constructor(readonly line: number) {
    super('privacy.recovery-line', `line ${line} of the recovery sheet does not match its check characters`)
  }
}

/** A line of the erasure ledger was changed, moved or taken out. Lines count from 1. */
export class LedgerBroken extends PrivacyError {
  constructor(
    readonly file: string,
    readonly line: number,
  ) {
    super('privacy.ledger-broken', `the erasure ledger ${file} does not hold at line ${line}`)
  }
}
