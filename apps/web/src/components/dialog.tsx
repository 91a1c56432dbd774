import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { Button, type ButtonTone } from './button'
import style from './dialog.module.css'

export interface DialogAction {
  /** What happens, never OK: "Akhiri", "Pakai pukul 14.00". */
  label: string
  tone?: ButtonTone
  busy?: boolean
  onClick: () => void
}

const parts = {
  content: style.content ?? '',
  overlay: style.overlay ?? '',
  header: style.header ?? '',
  title: style.title ?? '',
  body: style.body ?? '',
}

export interface DialogProps {
  opened: boolean
  title: string
  actions: DialogAction[]
  onClose: () => void
  /** Enter in one of its fields does this. */
  onEnter?: () => void
  children: ReactNode
}

/** Only for what can't be undone, or for two versions. Focus stays inside; Escape and the veil close it without doing anything. */
export function Dialog({ opened, title, actions, onClose, onEnter, children }: DialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} withCloseButton={false} size="26.5rem" classNames={parts}>
      <div
        className={style.inside}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return
          event.preventDefault()
          onEnter?.()
        }}
      >
        {children}
      </div>
      <div className={style.actions}>
        {actions.map(({ label, tone = 'plain', busy = false, onClick }) => (
          <Button key={label} tone={tone} busy={busy} onClick={onClick}>
            {label}
          </Button>
        ))}
      </div>
    </Modal>
  )
}

export interface Version {
  /** Who and when. */
  by: string
  /** What it says. */
  value: ReactNode
  mine?: boolean
}

/** Two versions of one thing, both readable. */
export function Versions({ versions }: { versions: Version[] }) {
  return (
    <div className={style.versions}>
      {versions.map((version) => (
        <div key={version.by} className={version.mine === true ? `${style.version ?? ''} ${style.mine ?? ''}` : style.version}>
          <p>{version.by}</p>
          <strong>{version.value}</strong>
        </div>
      ))}
    </div>
  )
}
