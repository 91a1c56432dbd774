import { IconCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import style from './choice-buttons.module.css'
import fieldStyle from './field.module.css'
import { controlProps, FieldError, FieldHint, OptionalMark, type FieldProps } from './form-field'

export interface Choice<Value extends string> {
  value: Value
  label: string
  icon?: ReactNode
  tone?: 'bata' | 'kunyit'
  /** A second line under the word. */
  detail?: string
  disabled?: boolean
}

interface Shared<Value extends string> extends FieldProps {
  choices: Choice<Value>[]
  /** One below the other, larger: a guided question, or choices with a second line. */
  stacked?: boolean
  hideLabel?: boolean
}

interface Inside<Value extends string> extends Shared<Value> {
  many: boolean
  isOn: (value: Value) => boolean
  choose: (value: Value) => void
}

/** Up to six choices, one of them, as visible radio buttons. The first one carries the field's id. */
export function ChoiceButtons<Value extends string>({
  value,
  onChange,
  ...shared
}: Shared<Value> & { value: Value | ''; onChange: (value: NoInfer<Value>) => void }) {
  return <Choices<Value> {...shared} many={false} isOn={(one) => one === value} choose={onChange} />
}

/** Up to six or so choices, any of them, as visible check boxes; they come back in the order of the choices. */
export function ChoiceBoxes<Value extends string>({
  value,
  onChange,
  ...shared
}: Shared<Value> & { value: readonly Value[]; onChange: (value: NoInfer<Value>[]) => void }) {
  const isOn = (one: Value): boolean => value.includes(one)
  const choose = (chosen: Value): void => {
    onChange(shared.choices.map((choice) => choice.value).filter((one) => (one === chosen ? !isOn(one) : isOn(one))))
  }
  return <Choices<Value> {...shared} many isOn={isOn} choose={choose} />
}

function Choices<Value extends string>(props: Inside<Value>) {
  const { id, label, hint, error, optional = false, choices, stacked = false, hideLabel = false, many, isOn, choose } = props
  const { id: _first, ...control } = controlProps({ id, label, hint, error, optional: true })
  return (
    <fieldset className={style.choices} {...control} role={many ? 'group' : 'radiogroup'} aria-required={many || optional ? undefined : true}>
      <legend className={hideLabel ? 'said' : fieldStyle.label}>
        {label}
        {optional && <OptionalMark />}
      </legend>
      {hint !== undefined && <FieldHint id={id}>{hint}</FieldHint>}
      {error !== undefined && <FieldError id={id}>{error}</FieldError>}
      <div className={[stacked ? style.stacked : style.options, error !== undefined && style.wrong].filter(Boolean).join(' ')}>
        {choices.map((choice, index) => (
          <label key={choice.value} className={style.option}>
            <input
              id={index === 0 ? id : `${id}-${choice.value}`}
              type={many ? 'checkbox' : 'radio'}
              name={id}
              value={choice.value}
              checked={isOn(choice.value)}
              disabled={choice.disabled ?? false}
              onChange={() => {
                choose(choice.value)
              }}
            />
            {many && <IconCheck size={15} stroke={3} className={style.tick ?? ''} aria-hidden />}
            {choice.icon !== undefined && (
              <span className={[style.icon, choice.tone !== undefined && style[choice.tone]].filter(Boolean).join(' ')}>{choice.icon}</span>
            )}
            <span className={style.word}>
              {choice.label}
              {choice.detail !== undefined && <span className={style.detail}>{choice.detail}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
