import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import style from './bar.module.css'

/** Search by case number, never by name. Short of room it is its icon and opens below the bar. */
export function NumberSearch({ look, onSearch }: { look: 'full' | 'icon'; onSearch: (number: string) => void }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const [number, setNumber] = useState('')
  const box = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const input = useRef<HTMLInputElement>(null)

  useEffect(() => {
    if (!open) return undefined
    input.current?.focus()
    const away = (event: PointerEvent): void => {
      if (event.target instanceof Node && box.current?.contains(event.target) !== true) setOpen(false)
    }
    document.addEventListener('pointerdown', away)
    return () => {
      document.removeEventListener('pointerdown', away)
    }
  }, [open])

  const form = (
    <form
      role="search"
      className={look === 'full' ? style.search : style.searchOpen}
      onSubmit={(event) => {
        event.preventDefault()
        const wanted = number.trim()
        if (wanted === '') return
        onSearch(wanted)
        setNumber('')
        setOpen(false)
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || look === 'full') return
        setOpen(false)
        button.current?.focus()
      }}
    >
      <IconSearch
        size={16}
        className={style.searchIcon ?? ''}
        aria-hidden
        style={look === 'icon' ? { top: '50%', transform: 'translateY(-50%)' } : undefined}
      />
      <input
        ref={input}
        className={style.searchInput}
        aria-label={t('nav.search')}
        placeholder={t('nav.searchPlaceholder')}
        autoComplete="off"
        spellCheck={false}
        value={number}
        onChange={(event) => {
          setNumber(event.currentTarget.value)
        }}
      />
    </form>
  )
  if (look === 'full') return form
  return (
    <div className={style.search} ref={box}>
      <button
        type="button"
        ref={button}
        className={style.iconButton}
        aria-label={t('nav.search')}
        aria-expanded={open}
        onClick={() => {
          setOpen(!open)
        }}
      >
        <IconSearch size={18} aria-hidden />
      </button>
      {open && form}
    </div>
  )
}
