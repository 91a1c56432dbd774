import type { CaseEvent } from '#cases'
import { Refusal, Sealed, type Direct, type Indirect, type Uuid } from '#kernel'
import { concernedBy, ERASED, sealedFromText, sealedToText, type Opener } from '#privacy'

declare const held: unique symbol

/** A direct value in a document of a read model: still sealed, opened only when somebody asks to see it. */
export interface HeldDirect<T> {
  readonly $direct: string
  readonly [held]?: T
}

/** An indirect value in a document of a read model: still sealed, opened for whoever may read the document. */
export interface HeldIndirect<T> {
  readonly $indirect: string
  readonly [held]?: T
}

/** How a document keeps a sealed field. */
export type Held<S> = S extends Sealed<infer T, 'direct'> ? HeldDirect<T> : S extends Sealed<infer T, 'indirect'> ? HeldIndirect<T> : S

/** The same document with its indirect values opened. An erased one is null. */
export type Opened<D> =
  D extends HeldIndirect<infer T>
    ? T | null
    : D extends HeldDirect<unknown>
      ? D
      : D extends readonly (infer I)[]
        ? Opened<I>[]
        : D extends object
          ? { [K in keyof D]: Opened<D[K]> }
          : D

export const holdDirect = <T>(value: Direct<T>): HeldDirect<T> => ({ $direct: sealedToText(value) })
export const holdIndirect = <T>(value: Indirect<T>): HeldIndirect<T> => ({ $indirect: sealedToText(value) })
export const holdDirectOrNull = <T>(value: Direct<T> | null): HeldDirect<T> | null => (value === null ? null : holdDirect(value))

/** What stands where somebody's value was taken out of a document. */
const TAKEN_OUT = ''

/**
 * @returns the sealed value again, for an opener. The caller has decided and logged that it may be seen.
 * @throws Refusal `privacy.subject-erased` where it was taken out
 */
export function sealedOf<T>(value: HeldDirect<T>): Direct<T> {
  if (value.$direct === TAKEN_OUT) throw new Refusal('rule', 'privacy.subject-erased')
  return sealedFromText<T, 'direct'>(value.$direct)
}

/** @returns the document without the ciphertext of everything that is this person's, or a text about them. */
export const withoutSubject = <D>(document: D, subject: Uuid): D => takenOut(document, subject) as D

function takenOut(value: unknown, subject: Uuid): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((inner) => takenOut(inner, subject))
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]: [string, unknown]) => {
      const isToken = (key === '$direct' || key === '$indirect') && typeof inner === 'string' && inner !== TAKEN_OUT
      return [key, isToken ? (concernedBy(sealedFromText(inner).owner).includes(subject) ? TAKEN_OUT : inner) : takenOut(inner, subject)]
    }),
  )
}

/**
 * Opens all indirect values of a document at once; direct ones stay held.
 * @throws SealBroken where a value was changed or its key is lost
 */
export async function openIndirect<D>(document: D, opener: Opener): Promise<Opened<D>> {
  const found: Sealed<unknown>[] = []
  collect(document, found)
  await opener.prepare(found)
  // Follows the type of `Opened` field by field, which the compiler can't see.
  return open(document, opener) as Opened<D>
}

const isHeldIndirect = (value: object): value is HeldIndirect<unknown> => '$indirect' in value && typeof value.$indirect === 'string'

function collect(value: unknown, found: Sealed<unknown>[]): void {
  if (typeof value !== 'object' || value === null) return
  if (isHeldIndirect(value)) {
    if (value.$indirect !== TAKEN_OUT) found.push(sealedFromText(value.$indirect))
  } else for (const inner of Object.values(value)) collect(inner, found)
}

function open(value: unknown, opener: Opener): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (isHeldIndirect(value)) {
    if (value.$indirect === TAKEN_OUT) return null
    const opened = opener.open(sealedFromText(value.$indirect))
    return opened === ERASED ? null : opened
  }
  if (Array.isArray(value)) return value.map((inner) => open(inner, opener))
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, open(inner, opener)]))
}

type IndirectFieldOf<Data> = Data extends unknown
  ? { [K in keyof Data & string]: NonNullable<Data[K]> extends Sealed<unknown, 'indirect'> ? K : never }[keyof Data & string]
  : never

/** Every indirect field of a case's events, by name; no direct field bears one of these names. */
const INDIRECT_FIELDS: Readonly<Record<IndirectFieldOf<CaseEvent['data']>, true>> = {
  circumstances: true,
  years: true,
  relation: true,
  when: true,
  place: true,
  healthDue: true,
  journey: true,
}

/** @returns an event's data as a document may keep it: open fields as they are, sealed ones held. */
export function holdAll(data: object): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  for (const key of Object.keys(data)) kept[key] = holdAny(key, (data as Readonly<Record<string, unknown>>)[key])
  return kept
}

function holdAny(key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Sealed)
    return Object.hasOwn(INDIRECT_FIELDS, key)
      ? { $indirect: sealedToText(value as Sealed<unknown>) }
      : { $direct: sealedToText(value as Sealed<unknown>) }
  if (Array.isArray(value)) return value.map((inner) => holdAny(key, inner))
  return holdAll(value)
}
