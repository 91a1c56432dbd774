import { Fragment, type ReactNode } from 'react'
import { Link } from 'react-router'
import style from './sheet.module.css'

/** The list that holds the rows. */
export function Rows({ children }: { children: ReactNode }) {
  return <ul className={style.rows}>{children}</ul>
}

export interface ListRowProps {
  /** Clock or whom it waits for; its column stays even when empty, unless it is left out. */
  lead?: ReactNode
  /** What to do. */
  title: ReactNode
  /** Where the row leads. */
  to?: string
  /** Number, sex and age, kecamatan, one fact: divided by middle dots. */
  meta: ReactNode[]
  chip?: ReactNode
  /** The button that does the step. */
  action?: ReactNode
}

/** One thing to do: the row opens it, the button does it. */
export function ListRow({ lead, title, to, meta, chip, action }: ListRowProps) {
  return (
    <li className={[style.row, lead === undefined && style.noLead, to !== undefined && style.opens].filter(Boolean).join(' ')}>
      {lead !== undefined && <div className={style.lead}>{lead}</div>}
      <div>
        <div className={style.title}>{to === undefined ? title : <Link to={to}>{title}</Link>}</div>
        <Facts facts={meta} />
      </div>
      {chip === undefined ? <span /> : <div className={style.chip}>{chip}</div>}
      {action !== undefined && <div className={style.action}>{action}</div>}
    </li>
  )
}

/** Short facts on one line, divided by middle dots. */
export function Facts({ facts }: { facts: ReactNode[] }) {
  const shown = facts.filter((fact) => fact !== undefined && fact !== null && fact !== '' && fact !== false)
  return (
    <p className={style.meta}>
      {shown.map((fact, index) => (
        <Fragment key={index}>
          {index > 0 && ' · '}
          {fact}
        </Fragment>
      ))}
    </p>
  )
}
