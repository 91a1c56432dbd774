import { invalid } from '#kernel'
import type { Code, CodeEntry } from './codes'
import { PEOPLE_LISTS } from './code-lists-people'
import { REASON_LISTS } from './code-lists-reasons'
import { SERVICE_LISTS } from './code-lists-services'
import { VIOLENCE_LISTS } from './code-lists-violence'

/** The version that decisions write beside the codes of an event. Raise it whenever a list changes; codes are never taken out. */
export const CODE_LISTS_VERSION = 1

export const CODE_LISTS = { ...PEOPLE_LISTS, ...VIOLENCE_LISTS, ...SERVICE_LISTS, ...REASON_LISTS } satisfies Readonly<
  Record<string, readonly CodeEntry[]>
>

export type CodeListName = keyof typeof CODE_LISTS

const CODES = new Map<string, ReadonlySet<Code>>(
  Object.entries(CODE_LISTS).map(([name, entries]) => [name, new Set(entries.map((entry) => entry.code))]),
)

/** @returns true where `list` holds `code` in any version so far. */
export const knownCode = (list: CodeListName, code: Code): boolean => CODES.get(list)?.has(code) ?? false

/** @throws Refusal `code.unknown`, naming the field and the list */
export function requireCode(list: CodeListName, code: Code, field: string): void {
  if (!knownCode(list, code)) throw invalid(field, 'code.unknown', { list })
}

/** As `requireCode`, for several; a code named twice is refused too. @throws Refusal `code.unknown`, `code.repeated` */
export function requireCodes(list: CodeListName, codes: readonly Code[], field: string): void {
  codes.forEach((code, at) => {
    requireCode(list, code, `${field}[${String(at)}]`)
    if (codes.indexOf(code) !== at) throw invalid(`${field}[${String(at)}]`, 'code.repeated')
  })
}
