import { textAt, type Value, type Values } from '../../forms/values'

/** Somebody on the form; `key` stays while others are added or removed. */
export interface Person {
  key: string
  values: Values
}

/** Everything typed into a new complaint: plain JSON, sealed on the server as it is. */
export interface Draft {
  version: 1
  main: Values
  victims: Person[]
  perpetrators: Person[]
}

export type People = 'victims' | 'perpetrators'

/** @param received day and time at which the form was opened: when the complaint is taken to have come in */
export function newDraft(received: { day: string; time: string }, key: () => string): Draft {
  return {
    version: 1,
    main: { 'received.day': received.day, 'received.time': received.time, 'when.precision': 'hari' },
    victims: [{ key: key(), values: {} }],
    perpetrators: [{ key: key(), values: {} }],
  }
}

const isPeople = (value: unknown): value is Person[] =>
  Array.isArray(value) && value.every((one: unknown) => typeof one === 'object' && one !== null && 'key' in one && 'values' in one)

/** A saved draft again; undefined where it is no draft of this form. */
export function readDraft(text: string): Draft | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('version' in value) || value.version !== 1) return undefined
    const draft = value as Partial<Draft>
    return isPeople(draft.victims) && isPeople(draft.perpetrators) && typeof draft.main === 'object' ? (draft as Draft) : undefined
  } catch {
    return undefined
  }
}

export const withMain = (draft: Draft, key: string, value: Value): Draft => ({ ...draft, main: { ...draft.main, [key]: value } })

export const withPerson = (draft: Draft, people: People, who: string, key: string, value: Value): Draft => ({
  ...draft,
  [people]: draft[people].map((person) => (person.key === who ? { ...person, values: { ...person.values, [key]: value } } : person)),
})

export const withAnother = (draft: Draft, people: People, key: string): Draft => ({ ...draft, [people]: [...draft[people], { key, values: {} }] })

export const withoutPerson = (draft: Draft, people: People, who: string): Draft => ({
  ...draft,
  [people]: draft[people].filter(({ key }) => key !== who),
})

/** The relation of an alleged perpetrator to a victim, kept with the perpetrator. */
export const relationKey = (victim: Person): string => `relation.${victim.key}`
export const sharedKey = (victim: Person): string => `shared.${victim.key}`

/** Whether anything was typed that would be missed. */
export const hasContent = ({ main, victims, perpetrators }: Draft): boolean =>
  textAt(main, 'urgency') !== '' ||
  textAt(main, 'channel') !== '' ||
  textAt(main, 'chronology') !== '' ||
  [...victims, ...perpetrators].some(({ values }) => Object.keys(values).length > 0) ||
  textAt(main, 'reporterKind') !== '' ||
  Object.keys(main).length > 3
