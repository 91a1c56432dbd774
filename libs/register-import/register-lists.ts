import { CODE_LISTS, CODE_LISTS_VERSION, type CodeListName } from '#cases'
import type { RegisterLists } from './row'

const codesOf = (name: CodeListName): ReadonlySet<string> => new Set(CODE_LISTS[name].map(({ code }) => code))

/** The code lists of this version of the product. */
export const registerLists: RegisterLists = {
  version: CODE_LISTS_VERSION,
  channels: codesOf('channel'),
  forms: codesOf('form'),
  places: codesOf('place'),
  relations: codesOf('relation'),
  services: codesOf('service'),
}
