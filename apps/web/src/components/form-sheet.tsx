import type { ReactNode, SubmitEvent } from 'react'
import { useExplain } from '../api/explain'
import { ApiProblem } from '../api/problem'
import { ErrorSummary } from './error-summary'
import style from './form-sheet.module.css'

/** The server's sentence about one field, where it has one. */
export const faultOf = (error: unknown, field: string): string | undefined =>
  error instanceof ApiProblem ? error.faults.find((fault) => fault.field === field)?.detail : undefined

/**
 * A short form in a sheet. What the server refuses stands on top, with a link to each field it is about; `labels` names the fields
 * by their ids, which are those of the server.
 */
export function FormSheet({
  label,
  labels,
  error,
  attempt,
  onSubmit,
  actions,
  children,
}: {
  label: string
  labels: Readonly<Record<string, string>>
  error: unknown
  /** Counts the sendings, so that the summary takes focus each time. */
  attempt: number
  onSubmit: () => void
  actions: ReactNode
  children: ReactNode
}) {
  const explain = useExplain()
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    onSubmit()
  }
  const faults = error instanceof ApiProblem ? error.faults : []
  const named = faults.flatMap(({ field, detail }) => {
    const name = labels[field]
    return name === undefined ? [] : [{ field, label: name, message: detail }]
  })
  return (
    <form className={style.form} aria-label={label} onSubmit={submit} noValidate>
      {named.length > 0 ? (
        <ErrorSummary faults={named} attempt={attempt} />
      ) : (
        error != null && <ErrorSummary title={faults[0]?.detail ?? explain(error)} attempt={attempt} />
      )}
      {children}
      <div className={style.actions}>{actions}</div>
    </form>
  )
}
