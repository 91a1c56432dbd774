import type { ReactNode } from 'react'
import style from './gallery.module.css'

export function Part({ title, wide = false, children }: { title: string; wide?: boolean; children: ReactNode }) {
  return (
    <section className={wide ? `${style.part ?? ''} ${style.wide ?? ''}` : style.part} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

export function Line({ title, children, loose = false }: { title?: string; children: ReactNode; loose?: boolean }) {
  return (
    <div>
      {title !== undefined && <p className={style.small}>{title}</p>}
      <div className={loose ? `${style.line ?? ''} ${style.gap ?? ''}` : style.line}>{children}</div>
    </div>
  )
}
