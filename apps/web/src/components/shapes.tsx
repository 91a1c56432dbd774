/** The shapes of the vocabulary that the icon set lacks. All are decoration: the word stands beside them. */
interface ShapeProps {
  size?: number
}

const frame = (size: number) => ({ width: size, height: size, viewBox: '0 0 16 16', 'aria-hidden': true, focusable: false }) as const

export function HalfDiamond({ size = 16 }: ShapeProps) {
  return (
    <svg {...frame(size)}>
      <path d="M8 1.6 14.4 8 8 14.4 1.6 8Z" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinejoin="round" />
      <path d="M8 1.6v12.8L1.6 8Z" fill="currentColor" />
    </svg>
  )
}

export function DashedAlert({ size = 16 }: ShapeProps) {
  return (
    <svg {...frame(size)} fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round">
      <circle cx="8" cy="8" r="6.4" strokeDasharray="2.6 2.43" />
      <path d="M8 5v3.4M8 11h.01" />
    </svg>
  )
}

export function OpenCircle({ size = 16 }: ShapeProps) {
  return (
    <svg {...frame(size)}>
      <circle cx="8" cy="8" r="5.6" fill="none" stroke="currentColor" strokeWidth="1.8" />
    </svg>
  )
}

export function Square({ size = 12 }: ShapeProps) {
  return (
    <svg {...frame(size)}>
      <rect x="1" y="1" width="14" height="14" fill="currentColor" />
    </svg>
  )
}

export function Diamond({ size = 14 }: ShapeProps) {
  return (
    <svg {...frame(size)}>
      <path d="M8 0.5 15.5 8 8 15.5 0.5 8Z" fill="currentColor" />
    </svg>
  )
}

export function Ring({ size = 13 }: ShapeProps) {
  return (
    <svg {...frame(size)}>
      <circle cx="8" cy="8" r="5.8" fill="none" stroke="currentColor" strokeWidth="3.4" />
    </svg>
  )
}
