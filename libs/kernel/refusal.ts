/** What kind of "no" an expected refusal is; one place of the API maps each kind to a status. */
export type RefusalKind =
  | 'invalid' // the input itself is wrong: 400
  | 'unauthenticated' // 401
  | 'absent' // not there, or not to be seen: 404
  | 'forbidden' // 403
  | 'rule' // a rule of the domain forbids it now: 409
  | 'stale' // somebody else was faster: 412
  | 'too-large' // 413
  | 'busy' // try again: 503

/** One field's fault, so that a form can show it where it was typed. */
export interface FieldFault {
  /** Path of the field, `victims[0].age` */
  readonly field: string
  /** Stable code, `age.range` */
  readonly code: string
  readonly params?: Readonly<Record<string, string | number>>
}

/**
 * An expected refusal: a stable code that is translated for the reader, and parameters
 * that are safe to show and to log (codes, ids, numbers, dates of the unit's own acts; never personal data).
 */
export class Refusal extends Error {
  constructor(
    readonly kind: RefusalKind,
    /** Stable, dotted: `case.closed`, `referral.consent-missing` */
    readonly code: string,
    readonly params: Readonly<Record<string, string | number>> = {},
    readonly faults: readonly FieldFault[] = [],
  ) {
    super(code)
    this.name = 'Refusal'
  }
}

/** Refuses because a rule of the domain forbids it in this state. */
export const broken = (code: string, params?: Readonly<Record<string, string | number>>): Refusal => new Refusal('rule', code, params)

/** Refuses because an input is wrong; names the field. */
export const invalid = (field: string, code: string, params?: Readonly<Record<string, string | number>>): Refusal =>
  new Refusal('invalid', code, params ?? {}, [params ? { field, code, params } : { field, code }])

/** Refuses because the thing isn't there, or the asker may not know that it is. */
export const absent = (code: string): Refusal => new Refusal('absent', code)
