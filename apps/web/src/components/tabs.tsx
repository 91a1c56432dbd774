import { useRef, type KeyboardEvent, type ReactNode } from 'react'
import { NavLink } from 'react-router'
import style from './tabs.module.css'

export interface Tab<Value extends string> {
  value: Value
  label: string
  count?: number
}

const panelId = (name: string, value: string): string => `${name}-panel-${value}`
const tabId = (name: string, value: string): string => `${name}-tab-${value}`

/** What the chosen tab of the `Tabs` of the same name shows. */
export function TabPanel({ name, value, children }: { name: string; value: string; children: ReactNode }) {
  return (
    <div role="tabpanel" id={panelId(name, value)} aria-labelledby={tabId(name, value)}>
      {children}
    </div>
  )
}

/** Tabs inside a page; arrow keys, Home and End move between them. `name` ties them to their panels. */
export function Tabs<Value extends string>({
  name,
  label,
  tabs,
  value,
  onChange,
}: {
  name: string
  label: string
  tabs: Tab<Value>[]
  value: Value
  onChange: (value: Value) => void
}) {
  const list = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent): void => {
    const at = tabs.findIndex((tab) => tab.value === value)
    const next = { ArrowRight: (at + 1) % tabs.length, ArrowLeft: (at - 1 + tabs.length) % tabs.length, Home: 0, End: tabs.length - 1 }[event.key]
    const target = next === undefined ? undefined : tabs[next]
    if (target === undefined) return
    event.preventDefault()
    onChange(target.value)
    list.current?.querySelector<HTMLElement>(`#${CSS.escape(tabId(name, target.value))}`)?.focus()
  }
  return (
    <div className={style.tabs} role="tablist" aria-label={label} ref={list} onKeyDown={move}>
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          id={tabId(name, tab.value)}
          className={style.tab}
          aria-selected={tab.value === value}
          aria-controls={tab.value === value ? panelId(name, tab.value) : undefined}
          tabIndex={tab.value === value ? 0 : -1}
          onClick={() => {
            onChange(tab.value)
          }}
        >
          {tab.label}
          {tab.count !== undefined && <span>{tab.count}</span>}
        </button>
      ))}
    </div>
  )
}

/** Tabs that are addresses of their own, each with a page behind it. */
export function LinkTabs({ label, tabs }: { label: string; tabs: { to: string; label: string; count?: number; end?: boolean }[] }) {
  return (
    <nav className={style.tabs} aria-label={label}>
      {tabs.map((tab) => (
        <NavLink key={tab.to} to={tab.to} end={tab.end ?? false} className={style.tab ?? ''}>
          {tab.label}
          {tab.count !== undefined && <span>{tab.count}</span>}
        </NavLink>
      ))}
    </nav>
  )
}

export interface Filter<Value extends string> {
  value: Value
  label: string
  count?: number
  icon?: ReactNode
  tone?: 'bata' | 'kunyit'
  /** A thin line before it divides two kinds of filters. */
  divided?: boolean
}

/** Filters of a list or board as visible buttons; one is on at a time. */
export function Filters<Value extends string>({
  label,
  filters,
  value,
  onChange,
}: {
  label: string
  filters: Filter<Value>[]
  value: Value
  onChange: (value: Value) => void
}) {
  return (
    <div className={style.filters} role="group" aria-label={label}>
      {filters.map((filter) => [
        filter.divided === true && <span key={`${filter.value}-divider`} className={style.divider} />,
        <button
          key={filter.value}
          type="button"
          className={[style.filter, filter.tone !== undefined && style[filter.tone]].filter(Boolean).join(' ')}
          aria-pressed={filter.value === value}
          onClick={() => {
            onChange(filter.value)
          }}
        >
          {filter.icon}
          {filter.count !== undefined && <strong>{filter.count}</strong>}
          {filter.label}
        </button>,
      ])}
    </div>
  )
}
