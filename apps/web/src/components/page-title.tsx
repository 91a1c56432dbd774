import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { NavigationType, useLocation, useNavigationType } from 'react-router'
import { usePhoneTop } from './bar/phone-top'
import style from './page.module.css'

export interface PageTitleProps {
  /** Never a person's name: it stands in the window's title too. */
  title: string
  /** One line under it: a date, a count in words. */
  sub?: ReactNode
  /** Chips beside it. */
  beside?: ReactNode
  actions?: ReactNode
  /** Where "back" leads on a phone; with it the title moves into the phone's bar. */
  backTo?: string
}

let firstPage = true

/** The heading of a screen. After a step to another screen it takes focus, so that a screen reader begins here. */
export function PageTitle({ title, sub, beside, actions, backTo }: PageTitleProps) {
  const { t } = useTranslation()
  const heading = useRef<HTMLHeadingElement>(null)
  const { pathname } = useLocation()
  const movement = useNavigationType()
  usePhoneTop(backTo === undefined ? undefined : { title, backTo })
  useLayoutEffect(() => {
    document.title = `${title} · ${t('product')}`
  }, [title, t])
  useEffect(() => {
    if (!firstPage && movement !== NavigationType.Pop) heading.current?.focus({ preventScroll: true })
    firstPage = false
  }, [pathname, movement])
  return (
    <header className={style.titleRow}>
      <div>
        <div className={style.heading}>
          <h1 ref={heading} tabIndex={-1} className={backTo === undefined ? undefined : style.inBar}>
            {title}
          </h1>
          {beside}
        </div>
        {sub !== undefined && <p className={style.sub}>{sub}</p>}
      </div>
      {actions !== undefined && <div className={style.actions}>{actions}</div>}
    </header>
  )
}
