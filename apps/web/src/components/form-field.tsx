import { IconAlertCircle } from '@tabler/icons-react'
import { type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import style from './field.module.css'

export interface FieldProps {
  /** Also where the error summary's link leads. */
  id: string
  label: string
  hint?: ReactNode
  error?: string | undefined
  optional?: boolean
}

export interface ControlProps {
  id: string
  'aria-describedby'?: string
  'aria-invalid'?: true
  'aria-required'?: true
}

/** What a field's control must carry, so that label, hint and error are read with it. */
export function controlProps({ id, hint, error, optional = false }: FieldProps): ControlProps {
  const described = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean).join(' ')
  return {
    id,
    ...(described === '' ? {} : { 'aria-describedby': described }),
    ...(error === undefined ? {} : { 'aria-invalid': true }),
    ...(optional ? {} : { 'aria-required': true }),
  }
}

/** `(tidak wajib)` behind the label of what may stay empty. */
export function OptionalMark() {
  const { t } = useTranslation()
  return <span className={style.optional}> {t('optional')}</span>
}

export function FieldHint({ id, children }: { id: string; children: ReactNode }) {
  return (
    <div className={style.hint} id={`${id}-hint`}>
      {children}
    </div>
  )
}

export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <div className={style.error} id={`${id}-error`}>
      <IconAlertCircle size={16} aria-hidden />
      <span>{children}</span>
    </div>
  )
}

/** Label above, hint and error between label and control. The control is given what ties it to them. */
export function FormField({ children, ...field }: FieldProps & { children: (control: ControlProps) => ReactNode }) {
  const { id, label, hint, error, optional = false } = field
  return (
    <div className={style.field}>
      <label className={style.label} htmlFor={id}>
        {label}
        {optional && <OptionalMark />}
      </label>
      {hint !== undefined && <FieldHint id={id}>{hint}</FieldHint>}
      {error !== undefined && <FieldError id={id}>{error}</FieldError>}
      {children(controlProps(field))}
    </div>
  )
}

/** Fields beside one another where there is room. */
export function FieldGrid({ children }: { children: ReactNode }) {
  return <div className={style.grid}>{children}</div>
}

/** A part of a form: its heading on the left, its fields on the right; `aside` stands under the heading. */
export function FormSection({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={style.section} aria-label={title}>
      <div>
        <h2>{title}</h2>
        {aside}
      </div>
      <div className={style.sectionBody}>{children}</div>
    </section>
  )
}
