import type { MissingWord } from '../../forms/missing'
import { ageFault, whenFault } from '../../forms/missing'
import { listAt, textAt } from '../../forms/values'
import { relationKey, type Draft } from './draft'

export type Question = 'urgency' | 'channel' | 'reporterKind' | 'safe' | 'sex' | 'age' | 'forms' | 'when' | 'relation'

/** One answer that the complaint can't do without. */
export interface Required {
  /** The id of its field on the page. */
  id: string
  question: Question
  /** What is missing; undefined: it is answered. */
  missing: MissingWord | undefined
  /** From 0. */
  victim?: number
  perpetrator?: number
}

/**
 * The required answers of a complaint, in the order of the form: nine for one victim and one alleged perpetrator.
 * A social worker alone for a whole city has no time to type; the rest may follow. *Tidak tahu* is an answer.
 */
export function requiredOf({ main, victims, perpetrators }: Draft): Required[] {
  const one = (question: Question, key: string): Required => ({ id: key, question, missing: textAt(main, key) === '' ? 'one' : undefined })
  return [
    one('urgency', 'urgency'),
    one('channel', 'channel'),
    one('reporterKind', 'reporterKind'),
    ...victims.flatMap(({ key, values }, victim): Required[] => [
      { id: `v-${key}-safe`, question: 'safe', victim, missing: textAt(values, 'safe.method') === '' ? 'one' : undefined },
      { id: `v-${key}-sex`, question: 'sex', victim, missing: textAt(values, 'sex') === '' ? 'one' : undefined },
      { id: `v-${key}-age`, question: 'age', victim, missing: ageFault(values, 'age') },
    ]),
    { id: 'forms', question: 'forms', missing: listAt(main, 'forms').length === 0 ? 'some' : undefined },
    { id: 'when', question: 'when', missing: whenFault(main, 'when') },
    ...perpetrators.flatMap(({ key, values }, perpetrator) =>
      victims.map((person, victim): Required => ({
        id: `p-${key}-${person.key}`,
        question: 'relation',
        victim,
        perpetrator,
        missing: textAt(values, relationKey(person)) === '' ? 'one' : undefined,
      })),
    ),
  ]
}
