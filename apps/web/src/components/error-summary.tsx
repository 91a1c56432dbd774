import { IconAlertCircle } from '@tabler/icons-react'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import style from './error-summary.module.css'

export interface FieldFault {
  /** The id of the field it is about. */
  field: string
  label: string
  message: string
}

/**
 * What must be corrected, on top of the form: it takes focus whenever `attempt` changes and links to each field.
 * Without faults (a refusal of the whole) it shows `title` and `children`.
 */
export function ErrorSummary({
  faults = [],
  title,
  attempt,
  children,
}: {
  faults?: FieldFault[]
  title?: string
  attempt: number
  children?: ReactNode
}) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const id = useId()
  const shown = faults.length > 0 || title !== undefined
  useEffect(() => {
    if (shown) box.current?.focus()
  }, [attempt, shown])
  if (!shown) return null
  return (
    <div className={style.summary} ref={box} tabIndex={-1} role="alert" aria-labelledby={id}>
      <IconAlertCircle size={18} aria-hidden />
      <h2 className={style.title} id={id}>
        {title ?? t('errorSummary.title', { count: faults.length })}
      </h2>
      <div className={style.body}>
        {faults.length > 0 && (
          <ul>
            {faults.map((fault) => (
              <li key={fault.field}>
                <a
                  href={`#${fault.field}`}
                  onClick={(event) => {
                    event.preventDefault()
                    document.getElementById(fault.field)?.focus()
                  }}
                >
                  {t('errorSummary.line', { label: fault.label, message: fault.message })}
                </a>
              </li>
            ))}
          </ul>
        )}
        {children}
      </div>
    </div>
  )
}
