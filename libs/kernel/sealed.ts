import type { Uuid } from './ids'

/** Whose key seals a value: one person's part in one case, or one record (a free text about several people). */
export type KeyOwner =
  | { readonly kind: 'subject'; readonly id: Uuid }
  | { readonly kind: 'record'; readonly id: Uuid; /** the people the text is about */ readonly about: readonly Uuid[] }

/** A value as it stands in the log: AES-256-GCM, bound to its event, field and schema version. */
export interface Ciphertext {
  readonly keyId: Uuid
  readonly nonce: string
  readonly text: string
  readonly eventId: Uuid
  readonly path: string
  readonly version: number
}

declare const valueType: unique symbol
declare const exposure: unique symbol
declare const opened: unique symbol

/** direct: names a person. indirect: may single one out together with others. */
export type Exposure = 'direct' | 'indirect'

type Content = { readonly kind: 'plain'; readonly value: unknown } | { readonly kind: 'cipher'; readonly cipher: Ciphertext }

/**
 * A personal value inside an event. Decisions hand it on and never read it: only `libs/privacy` looks inside.
 * It refuses to be printed or serialised by accident.
 */
export class Sealed<T, E extends Exposure = Exposure> {
  declare readonly [valueType]: T
  declare readonly [exposure]: E
  readonly #content: Content

  private constructor(
    readonly owner: KeyOwner,
    content: Content,
  ) {
    this.#content = content
  }

  /** Wraps a value that was just typed in; it is encrypted before the append. */
  static plain<T, E extends Exposure>(owner: KeyOwner, value: T): Sealed<T, E> {
    return new Sealed<T, E>(owner, { kind: 'plain', value })
  }

  /** Wraps what was read from the log or from a read model. */
  static cipher<T, E extends Exposure>(owner: KeyOwner, cipher: Ciphertext): Sealed<T, E> {
    return new Sealed<T, E>(owner, { kind: 'cipher', cipher })
  }

  /** For `libs/privacy` alone: what is inside, still sealed or not yet. */
  static content(sealed: Sealed<unknown>): Content {
    return sealed.#content
  }

  toJSON(): string {
    return '[sealed]'
  }
  toString(): string {
    return '[sealed]'
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[sealed]'
  }
}

/** A sealed field that names a person: names, NIK, birth date, phone, address, narratives. */
export type Direct<T> = Sealed<T, 'direct'>

/** A sealed field that may single a person out: desa, incident date, exact age, relation, occupation, education, disability, place. */
export type Indirect<T> = Sealed<T, 'indirect'>

/**
 * A field that stands open in the log: unit, kecamatan, sex, age band with its flags, forms, service kind, status,
 * dates of the unit's own acts. A plain value fits; the mark makes an unclassified field a compile error.
 */
export type Open<T> = T extends null | undefined ? T : T & { readonly [opened]?: true }

/** Becomes `never` in every field that is neither `Open`, `Direct` nor `Indirect`. */
export type Classified<D> = {
  readonly [K in keyof D]: NonNullable<D[K]> extends Sealed<unknown> ? D[K] : typeof opened extends keyof NonNullable<D[K]> ? D[K] : never
}
