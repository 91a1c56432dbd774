import type { ComponentType } from 'react'

/** Somewhere the bar leads. Which ones there are depends on the roles of who is signed in; the caller decides. */
export interface Destination {
  to: string
  label: string
  /** For the phone's bottom bar, where the label is too long for it. */
  short?: string
  /** For the phone's bottom bar. */
  icon: ComponentType<{ size?: number; 'aria-hidden'?: boolean }>
  /** How much waits there. */
  count?: number
}

export interface Person {
  name: string
  unit: string
}
