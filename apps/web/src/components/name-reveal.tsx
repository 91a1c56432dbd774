import { IconEye, IconEyeOff, IconHourglass } from '@tabler/icons-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button'
import style from './name-reveal.module.css'

export interface NameRevealProps {
  /** Who it is without the name: "Korban 1". */
  who: string
  /** "P, 16 th · Kec. Hilir Contoh" */
  facts?: ReactNode
  /** Asks the server, which logs the opening; gives the name. */
  open: () => Promise<string>
  seconds?: number
  /** Another word on the button: the code phrase of the safe contact has the same reveal. */
  label?: string
}

type State = { kind: 'closed' } | { kind: 'opening' } | { kind: 'failed' } | { kind: 'open'; name: string; until: number }

/** A name behind its button: opened by one tap, logged by the server, closed again after a minute or by hand. */
export function NameReveal({ who, facts, open, seconds = 60, label }: NameRevealProps) {
  const { t } = useTranslation()
  const [state, setState] = useState<State>({ kind: 'closed' })
  const [left, setLeft] = useState(seconds)
  const button = useRef<HTMLButtonElement>(null)
  const returning = useRef(false)
  const until = state.kind === 'open' ? state.until : undefined

  useEffect(() => {
    if (until === undefined) return undefined
    const tick = (): void => {
      const rest = Math.ceil((until - Date.now()) / 1000)
      if (rest > 0) {
        setLeft(rest)
        return
      }
      returning.current = document.activeElement === button.current
      setState({ kind: 'closed' })
    }
    tick()
    const timer = setInterval(tick, 250)
    return () => {
      clearInterval(timer)
    }
  }, [until])

  useEffect(() => {
    if (returning.current) button.current?.focus()
    returning.current = state.kind === 'opening'
  }, [state.kind])

  const show = async (): Promise<void> => {
    setState({ kind: 'opening' })
    try {
      const name = await open()
      setLeft(seconds)
      setState({ kind: 'open', name, until: Date.now() + seconds * 1000 })
    } catch {
      setState({ kind: 'failed' })
    }
  }

  if (state.kind === 'open') {
    return (
      <div className={style.reveal} role="group" aria-label={who}>
        <span className={style.name} role="status">
          {state.name}
        </span>
        <span className={style.facts}>
          {who}
          {facts !== undefined && <> · {facts}</>}
        </span>
        <Button
          ref={button}
          size="row"
          icon={<IconEyeOff size={16} aria-hidden />}
          aria-label={t('name.hideOf', { who })}
          onClick={() => {
            returning.current = true
            setState({ kind: 'closed' })
          }}
        >
          {t('close')}
        </Button>
        <span className={style.closing}>
          <IconHourglass size={16} aria-hidden />
          {t('name.closesIn', { seconds: left })}
        </span>
      </div>
    )
  }
  return (
    <div className={style.reveal} role="group" aria-label={who}>
      <span className={style.who}>{who}</span>
      {facts !== undefined && <span className={style.facts}>{facts}</span>}
      <Button
        ref={button}
        size="row"
        icon={<IconEye size={16} aria-hidden />}
        busy={state.kind === 'opening'}
        {...(label === undefined ? { 'aria-label': t('name.showOf', { who }) } : {})}
        onClick={() => {
          void show()
        }}
      >
        {state.kind === 'opening' ? t('name.opening') : (label ?? t('name.show'))}
      </Button>
      {state.kind === 'failed' && (
        <span className={style.closing} role="alert">
          {t('name.failed')}
        </span>
      )}
    </div>
  )
}
