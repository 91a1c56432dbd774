import { IconChevronRight } from '@tabler/icons-react'
import { useId, type ReactNode } from 'react'
import { Link } from 'react-router'
import style from './side.module.css'

/** A titled part of the side, on the ground. */
export function SideSection({ title, count, children }: { title: string; count?: number; children: ReactNode }) {
  const id = useId()
  return (
    <section className={style.section} aria-labelledby={id}>
      <h2 className={style.head} id={id}>
        {title}
        {count !== undefined && <span className={style.count}> {count}</span>}
      </h2>
      {children}
    </section>
  )
}

/** A note with a bar at its edge: nila for the safe contact, kunyit for what hurries, bata for what is wrong. */
export function Note({ tone, icon, title, children }: { tone: 'nila' | 'kunyit' | 'bata'; icon?: ReactNode; title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className={`${style.note ?? ''} ${style[tone] ?? ''}`} aria-labelledby={id}>
      <h2 className={style.noteHead} id={id}>
        {icon}
        {title}
      </h2>
      {children}
    </section>
  )
}

/** The steps that are open now; the due one stands above it as a filled button. */
export function StepList({ children }: { children: ReactNode }) {
  return <ul className={style.steps}>{children}</ul>
}

/** One step that is open: it leads to a page (`to`) or does something (`onClick`). */
export function Step({ to, onClick, children }: { children: ReactNode } & ({ to: string; onClick?: never } | { to?: never; onClick: () => void })) {
  const inside = (
    <>
      <span>{children}</span>
      <IconChevronRight size={18} aria-hidden />
    </>
  )
  return (
    <li>
      {to === undefined ? (
        <button type="button" className={style.step} onClick={onClick}>
          {inside}
        </button>
      ) : (
        <Link to={to} className={style.step}>
          {inside}
        </Link>
      )}
    </li>
  )
}
