import { IconAlertCircle, IconCircleCheck, IconLoader2 } from '@tabler/icons-react'
import { useEffect, useRef, type ReactNode } from 'react'
import style from './import.module.css'

const icons = { bad: IconAlertCircle, good: IconCircleCheck, doing: IconLoader2 } as const

/** What came of the last step. It takes focus, so that it is read first. */
export function Banner({ kind, title, children }: { kind: 'bad' | 'good' | 'doing'; title: string; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  const Icon = icons[kind]
  useEffect(() => {
    box.current?.focus()
  }, [kind])
  return (
    <div ref={box} tabIndex={-1} role={kind === 'bad' ? 'alert' : 'status'} className={`${style.banner ?? ''} ${style[kind] ?? ''}`}>
      <Icon size={24} aria-hidden />
      <h2>{title}</h2>
      {children}
    </div>
  )
}
