import { IconCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import style from './steps.module.css'

/** Numbered steps of a task: done, now, ahead. `current` counts from 0. */
export function Steps({ label, steps, current }: { label: string; steps: string[]; current: number }) {
  return (
    <ol className={style.steps} aria-label={label}>
      {steps.map((step, index) => (
        <li
          key={step}
          className={[style.step, index === current && style.now, index < current && style.done].filter(Boolean).join(' ')}
          aria-current={index === current ? 'step' : undefined}
        >
          <span className={style.number}>{index < current ? <IconCheck size={13} stroke={3} aria-hidden /> : index + 1}</span>
          {step}
        </li>
      ))}
    </ol>
  )
}

/** How far a guided form has come; `words` ("Pertanyaan 4 dari 9") carry it, the segments repeat it. `current` counts from 1. */
export function GuidedProgress({ words, current, total, beside }: { words: string; current: number; total: number; beside?: ReactNode }) {
  return (
    <div className={style.progress}>
      <div className={style.progressHead}>
        <span>{words}</span>
        {beside}
      </div>
      <div className={style.segments} aria-hidden>
        {Array.from({ length: total }, (_, index) => (
          <span key={index} className={index + 1 < current ? style.past : index + 1 === current ? style.here : undefined} />
        ))}
      </div>
    </div>
  )
}
