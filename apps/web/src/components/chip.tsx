import type { ReactNode } from 'react'
import style from './chip.module.css'

export type Tone = 'ink' | 'grey' | 'telaga' | 'bata' | 'kunyit' | 'daun' | 'nila'

export interface ChipProps {
  icon: ReactNode
  tone: Tone
  /** `tint` is the default; `plain` has no ground of its own. */
  look?: 'tint' | 'solid' | 'dashed' | 'plain'
  large?: boolean
  spinning?: boolean
  /** What kind of state this is, read aloud before the word: "Urgensi". */
  kind?: string
  children: ReactNode
}

/** Icon, word and colour, always the three: take the colour away and the meaning stays. */
export function Chip({ icon, tone, look = 'tint', large = false, spinning = false, kind, children }: ChipProps) {
  return (
    <span
      className={[style.chip, style[tone], look !== 'plain' && style[look], large && style.large, spinning && style.spin].filter(Boolean).join(' ')}
    >
      {icon}
      <span>
        {kind !== undefined && <span className="said">{kind}: </span>}
        {children}
      </span>
    </span>
  )
}
