import type { CaseFile } from '../api/case-file'
import type forms from '../i18n/id/forms.json'
import type { Values } from './values'

export type FieldWord = keyof typeof forms.field
export type HintWord = keyof typeof forms.hint
export type ChoiceWord = keyof typeof forms.choice

/** What a condition may look at besides what was typed. */
export interface FormFacts {
  /** The case the form is about; null where a complaint is only being taken. */
  file: CaseFile | null
  /** Today in the unit's zone. */
  today: string
}

interface Common {
  label: FieldWord
  /** Where it stands in the body of the request; dots lead into nested parts. */
  at: string
  optional?: boolean
  hint?: HintWord
  /** Shown, asked for and sent only where this holds. */
  when?: (values: Values, facts: FormFacts) => boolean
}

export type Field = Common &
  /** `plain`: without what has a form of its own, where there is more to say than that it was given */
  (
    | { kind: 'code'; list: string; without?: readonly string[]; plain?: true; unknown?: string }
    | { kind: 'codes'; list: string; without?: readonly string[] }
    | { kind: 'choice'; values: readonly ChoiceWord[] }
    | { kind: 'day'; start?: 'today'; ahead?: boolean }
    | { kind: 'moment'; start?: 'now' }
    | { kind: 'text'; rows?: number }
    | { kind: 'line'; numeric?: boolean }
    | { kind: 'whole'; max: number }
    | { kind: 'yesno'; unknown?: boolean }
    | { kind: 'victim' | 'victims' | 'perpetrator' | 'consenter' | 'institution' | 'institutions' | 'colleague' | 'shelter' }
    | { kind: 'needs' }
    | { kind: 'age' | 'when' | 'safeContact' }
    | { kind: 'fixed'; value: string | boolean | readonly string[] }
  )

type Kind = Field['kind']
type Of<K extends Kind> = Extract<Field, { kind: K }>
/** What may differ from the usual, besides its word. */
type More<K extends Kind = never> = Partial<Omit<Common, 'label'>> & Partial<Omit<Of<K>, keyof Common | 'kind'>>
type Usual = Partial<Omit<Common, 'label'>>

// A field in one line: its word is also its place in the body, unless `at` says otherwise.
const plain =
  (
    kind:
      | 'victim'
      | 'victims'
      | 'perpetrator'
      | 'consenter'
      | 'institution'
      | 'institutions'
      | 'colleague'
      | 'shelter'
      | 'needs'
      | 'age'
      | 'when'
      | 'safeContact',
  ) =>
  (label: FieldWord, more: Usual = {}): Field => ({ at: label, ...more, kind, label })

export const code = (label: FieldWord, list: string, more: More<'code'> = {}): Field => ({ at: label, ...more, kind: 'code', label, list })
export const codes = (label: FieldWord, list: string, more: More<'codes'> = {}): Field => ({ at: label, ...more, kind: 'codes', label, list })
export const choice = (label: FieldWord, values: readonly ChoiceWord[], more: Usual = {}): Field => ({
  at: label,
  ...more,
  kind: 'choice',
  label,
  values,
})
export const whole = (label: FieldWord, max: number, more: Usual = {}): Field => ({ at: label, ...more, kind: 'whole', label, max })
export const fixed = (at: string, value: string | boolean | readonly string[]): Field => ({ kind: 'fixed', label: 'note', at, value })
export const day = (label: FieldWord, more: More<'day'> = {}): Field => ({ at: label, ...more, kind: 'day', label })
export const moment = (label: FieldWord, more: More<'moment'> = {}): Field => ({ at: label, ...more, kind: 'moment', label })
export const text = (label: FieldWord, more: More<'text'> = {}): Field => ({ at: label, ...more, kind: 'text', label })
export const line = (label: FieldWord, more: More<'line'> = {}): Field => ({ at: label, ...more, kind: 'line', label })
export const yesno = (label: FieldWord, more: More<'yesno'> = {}): Field => ({ at: label, ...more, kind: 'yesno', label })
export const needs = plain('needs')
export const age = plain('age')
export const when = plain('when')
export const safeContact = plain('safeContact')
export const victim = plain('victim')
export const victims = plain('victims')
export const perpetrator = plain('perpetrator')
export const consenter = plain('consenter')
export const institution = plain('institution')
export const institutions = plain('institutions')
export const colleague = plain('colleague')
export const shelter = plain('shelter')

/** The fields that are asked for now. */
export const asked = (fields: readonly Field[], values: Values, facts: FormFacts): readonly Field[] =>
  fields.filter((one) => one.when === undefined || one.when(values, facts))
