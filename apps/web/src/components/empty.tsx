import type { ReactNode } from 'react'
import style from './side.module.css'

/** Nothing here yet: one sentence of fact, perhaps what follows from it, one action. */
export function Empty({ fact, detail, action }: { fact: string; detail?: ReactNode; action?: ReactNode }) {
  return (
    <div className={style.empty}>
      <p className={style.fact}>{fact}</p>
      {detail !== undefined && <p>{detail}</p>}
      {action !== undefined && <div className={style.emptyAction}>{action}</div>}
    </div>
  )
}
