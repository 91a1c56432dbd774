import { type ReactNode } from 'react'
import style from './page.module.css'

/** The width and the edges of a screen under the bar. */
export function Page({ children }: { children: ReactNode }) {
  return <div className={style.page}>{children}</div>
}

/**
 * A main part with a side on the ground: side by side on a wide screen, below one another on a narrow one.
 * `sideFirst` puts the side on top there, where it holds what must be seen before anything else (safe contact, first clock).
 */
export function WithSide({
  side,
  sideLabel,
  wide = false,
  sideFirst = false,
  children,
}: {
  side: ReactNode
  sideLabel?: string
  wide?: boolean
  sideFirst?: boolean
  children: ReactNode
}) {
  return (
    <div className={[style.withSide, wide && style.wideSide].filter(Boolean).join(' ')}>
      <div className={style.main}>{children}</div>
      <aside className={[style.side, sideFirst && style.sideFirst].filter(Boolean).join(' ')} aria-label={sideLabel}>
        {side}
      </aside>
    </div>
  )
}
