import type { ComponentProps, ReactNode } from 'react'
import { Link } from 'react-router'
import style from './button.module.css'

/** `due`: the step that is due, one a screen or list group. `emergency`: the emergency lane. `quiet`: beside another button. */
export type ButtonTone = 'due' | 'plain' | 'emergency' | 'quiet'

interface Look {
  tone?: ButtonTone
  /** `row`: the smaller one inside a list row. */
  size?: 'form' | 'row'
  wide?: boolean
  icon?: ReactNode
}

function classOf({ tone = 'plain', size = 'form', wide = false }: Look, more?: string): string {
  return [style.button, style[tone], size === 'row' && style.row, wide && style.wide, more].filter(Boolean).join(' ')
}

interface ButtonProps extends Look, ComponentProps<'button'> {
  /** While it works it stays focusable, says so, and takes no second press. */
  busy?: boolean
}

export function Button({ tone, size, wide, icon, busy = false, className, children, onClick, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={classOf({ tone, size, wide } as Look, className)}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {icon}
      {children}
    </button>
  )
}

/** A button's look on something that goes elsewhere. */
export function ButtonLink({ tone, size, wide, icon, className, children, ...rest }: Look & ComponentProps<typeof Link>) {
  return (
    <Link {...rest} className={classOf({ tone, size, wide } as Look, className)}>
      {icon}
      {children}
    </Link>
  )
}
