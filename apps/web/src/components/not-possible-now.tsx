import { IconBan } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import style from './side.module.css'

/** A step that isn't possible now, in its usual place, with the reason under it. Inside a `StepList` give `item`. */
export function NotPossibleNow({ label, reason, item = false }: { label: string; reason: ReactNode; item?: boolean }) {
  const Element = item ? 'li' : 'div'
  return (
    <Element>
      <div className={style.not}>
        <IconBan size={17} aria-hidden />
        <strong>{label}</strong>
        <span className={style.reason}>{reason}</span>
      </div>
    </Element>
  )
}
