import { IconChevronDown, IconEye, IconEyeOff } from '@tabler/icons-react'
import { useState, type ComponentProps, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import style from './field.module.css'
import { FormField, type FieldProps } from './form-field'

type Own = 'id' | 'value' | 'onChange' | 'className'
const classes = (...names: (string | undefined | false)[]): string => names.filter(Boolean).join(' ')

interface Text {
  value: string
  onChange: (value: string) => void
}

/** One line of text. `end` stands inside at its end: a unit, a basis ("disebutkan"). */
export function TextField({
  value,
  onChange,
  end,
  id,
  label,
  hint,
  error,
  optional = false,
  ...rest
}: FieldProps & Text & { end?: ReactNode } & Omit<ComponentProps<'input'>, Own>) {
  return (
    <FormField id={id} label={label} hint={hint} error={error} optional={optional}>
      {(control) => (
        <div className={style.box}>
          <input
            autoComplete="off"
            {...rest}
            {...control}
            className={classes(style.input, end !== undefined && style.withEnd)}
            value={value}
            onChange={(event) => {
              onChange(event.currentTarget.value)
            }}
          />
          {end !== undefined && <span className={style.end}>{end}</span>}
        </div>
      )}
    </FormField>
  )
}

/** Several lines of text. */
export function TextArea({
  value,
  onChange,
  id,
  label,
  hint,
  error,
  optional = false,
  rows = 3,
  ...rest
}: FieldProps & Text & Omit<ComponentProps<'textarea'>, Own>) {
  return (
    <FormField id={id} label={label} hint={hint} error={error} optional={optional}>
      {(control) => (
        <textarea
          {...rest}
          {...control}
          rows={rows}
          className={style.input}
          value={value}
          onChange={(event) => {
            onChange(event.currentTarget.value)
          }}
        />
      )}
    </FormField>
  )
}

/** A password with a button that shows it. */
export function PasswordField({
  value,
  onChange,
  showLabel,
  hideLabel,
  autoComplete = 'current-password',
  ...field
}: FieldProps & Text & { showLabel: string; hideLabel: string; autoComplete?: 'current-password' | 'new-password' }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(false)
  const Icon = shown ? IconEyeOff : IconEye
  return (
    <FormField {...field}>
      {(control) => (
        <div className={style.box}>
          <input
            {...control}
            className={classes(style.input, style.withEnd)}
            type={shown ? 'text' : 'password'}
            autoComplete={autoComplete}
            autoCapitalize="off"
            spellCheck={false}
            value={value}
            onChange={(event) => {
              onChange(event.currentTarget.value)
            }}
          />
          <button
            type="button"
            className={style.end}
            aria-label={shown ? hideLabel : showLabel}
            onClick={() => {
              setShown(!shown)
            }}
          >
            <Icon size={16} aria-hidden />
            {shown ? t('hide') : t('show')}
          </button>
        </div>
      )}
    </FormField>
  )
}

export interface Option<Value extends string> {
  value: Value
  label: string
}

/** A list to choose one from: more than six choices, else use `ChoiceButtons`. Nothing is chosen beforehand. */
export function SelectField<Value extends string>({
  value,
  onChange,
  options,
  placeholder,
  ...field
}: FieldProps & { value: Value | ''; onChange: (value: Value | '') => void; options: Option<Value>[]; placeholder?: string }) {
  const { t } = useTranslation()
  return (
    <FormField {...field}>
      {(control) => (
        <div className={style.box}>
          <select
            {...control}
            className={classes(style.input, style.select)}
            value={value}
            onChange={(event) => {
              onChange(options.find((option) => option.value === event.currentTarget.value)?.value ?? '')
            }}
          >
            <option value="">{placeholder ?? t('chooseOne')}</option>
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
          <IconChevronDown size={18} className={style.chevron ?? ''} aria-hidden />
        </div>
      )}
    </FormField>
  )
}
