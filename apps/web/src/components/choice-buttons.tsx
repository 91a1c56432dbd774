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

interface One<Value extends string> extends Shared<Value> {
  many?: false
  value: Value | ''
  onChange: (value: Value) => void
}

interface Many<Value extends string> extends Shared<Value> {
  many: true
  value: readonly Value[]
  onChange: (value: Value[]) => void
}

/** Up to six choices as visible buttons: real radio buttons, or check boxes with `many`. The first one carries the field's id. */
export function ChoiceButtons<Value extends string>(props: One<Value> | Many<Value>) {
  const { id, label, hint, error, optional = false, choices, stacked = false, hideLabel = false } = props
  const { id: _first, ...control } = controlProps({ id, label, hint, error, optional: true })
  const isOn = (value: Value): boolean => (props.many === true ? props.value.includes(value) : props.value === value)
  const choose = (value: Value): void => {
    if (props.many !== true) props.onChange(value)
    else props.onChange(choices.map((choice) => choice.value).filter((one) => (one === value ? !isOn(one) : isOn(one))))
  }
  return (
    <fieldset className={style.choices} {...control} role={props.many === true ? 'group' : 'radiogroup'} aria-required={props.many === true || optional ? undefined : true}>
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
              type={props.many === true ? 'checkbox' : 'radio'}
              name={id}
              value={choice.value}
              checked={isOn(choice.value)}
              disabled={choice.disabled ?? false}
              onChange={() => {
                choose(choice.value)
              }}
            />
            {props.many === true && <IconCheck size={15} stroke={3} className={style.tick ?? ''} aria-hidden />}
            {choice.icon !== undefined && <span className={[style.icon, choice.tone !== undefined && style[choice.tone]].filter(Boolean).join(' ')}>{choice.icon}</span>}
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
