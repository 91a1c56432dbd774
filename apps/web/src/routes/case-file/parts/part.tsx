import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ButtonLink } from '../../../components/button'
import { Facts } from '../../../components/list-row'
import { Sheet, SheetGroup } from '../../../components/sheet'
import style from '../case-file.module.css'
import { useRecordable } from '../recordable'
import { stepPath } from '../steps/all-steps'
import type { StepName } from '../steps/step'

/** One part of the file: groups of entries on one sheet. */
export function Part({ children }: { children: ReactNode }) {
  return <Sheet>{children}</Sheet>
}

export function Group({ title, count, children }: { title: string; count?: number; children: ReactNode }) {
  return (
    <SheetGroup title={title} {...(count === undefined ? {} : { count })}>
      <ul className={style.rows}>{children}</ul>
    </SheetGroup>
  )
}

export interface Act {
  step: StepName
  ref?: string
  /** Another word than the step's own, where the row says what it is about. */
  label?: string
}

/** One entry: what it is, its facts, and what may be done about it. A struck one stays readable. */
export function Entry({
  caseId,
  title,
  facts,
  acts = [],
  voided = false,
  children,
}: {
  caseId: string
  title: ReactNode
  facts: ReactNode[]
  acts?: Act[]
  voided?: boolean
  children?: ReactNode
}) {
  const { t } = useTranslation(['steps', 'caseFile'])
  const recordable = useRecordable(caseId)
  return (
    <li>
      <div>
        <strong className={voided ? style.voided : undefined}>{title}</strong>
        <Facts facts={voided ? [...facts, t('caseFile:fact.struck')] : facts} />
        {children}
      </div>
      {!voided && recordable && acts.length > 0 && (
        <div className={style.rowActions}>
          {acts.map(({ step, ref, label }) => (
            <Link key={step} to={stepPath(caseId, step, ref)}>
              {label ?? t(`steps:step.${step}`)}
            </Link>
          ))}
        </div>
      )}
    </li>
  )
}

/** The buttons with which a part is filled. */
export function PartActions({ caseId, steps }: { caseId: string; steps: readonly StepName[] }) {
  const { t } = useTranslation('steps')
  if (!useRecordable(caseId)) return null
  return (
    <div className={style.rowActions}>
      {steps.map((step) => (
        <ButtonLink key={step} size="row" to={stepPath(caseId, step)}>
          {t(`step.${step}`)}
        </ButtonLink>
      ))}
    </div>
  )
}
