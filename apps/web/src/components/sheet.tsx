import { useId, type ReactNode } from 'react'
import style from './sheet.module.css'

/** A white sheet on the ground, one deep: never a sheet in a sheet. */
export function Sheet({ padded = false, label, children }: { padded?: boolean; label?: string; children: ReactNode }) {
  const Element = label === undefined ? 'div' : 'section'
  return (
    <Element className={padded ? `${style.sheet ?? ''} ${style.padded ?? ''}` : style.sheet} aria-label={label}>
      {children}
    </Element>
  )
}

/** A group of rows in a sheet, with its heading and how many there are. */
export function SheetGroup({ title, count, children }: { title: string; count?: number; children: ReactNode }) {
  const id = useId()
  return (
    <section className={style.group} aria-labelledby={id}>
      <h2 className={style.groupHead} id={id}>
        {title}
        {count !== undefined && <span className={style.count}>{count}</span>}
      </h2>
      {children}
    </section>
  )
}
