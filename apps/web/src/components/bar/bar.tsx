import { Menu } from '@mantine/core'
import { IconChevronDown, IconPlus, IconUserCircle } from '@tabler/icons-react'
import { useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, NavLink } from 'react-router'
import { Mark } from '../mark'
import style from './bar.module.css'
import demoStyle from './demo.module.css'
import type { Destination, Person } from './destinations'
import { fitBar, type BarFit } from './fit'
import { PersonMenuItems } from './person-menu'
import { NumberSearch } from './search'
import menu from './menu.module.css'

export interface BarProps {
  destinations: Destination[]
  person: Person
  /** The badge DATA CONTOH and the kunyit line on top. */
  demo: boolean
  /** Left out for roles that see no cases. */
  onSearch?: ((number: string) => void) | undefined
  /** Where "Pengaduan baru" leads; left out for roles that take none. */
  newComplaintTo?: string | undefined
  onSignOut: () => void
}

const searchFull = 140
const searchIcon = 36
const gaps = 72

/** Measures the bar whenever its width, its words or its counts change. */
function useFit(destinations: Destination[], hasSearch: boolean) {
  const inner = useRef<HTMLDivElement>(null)
  const measure = useRef<HTMLUListElement>(null)
  const [fit, setFit] = useState<BarFit>({ search: 'full', shown: destinations.length })
  useLayoutEffect(() => {
    const bar = inner.current
    const list = measure.current
    if (bar === null || list === null) return undefined
    const settle = (): void => {
      const widths = [...list.children].map((child) => child.getBoundingClientRect().width)
      const fixed = [...bar.querySelectorAll<HTMLElement>('[data-fixed]')].reduce((total, part) => total + part.offsetWidth, 0)
      const padding = Number.parseFloat(getComputedStyle(bar).paddingLeft) * 2
      const room = bar.clientWidth - padding - fixed - gaps
      const next = fitBar({
        items: widths.slice(0, -1),
        more: widths.at(-1) ?? 0,
        room,
        searchFull: hasSearch ? searchFull : 0,
        searchIcon: hasSearch ? searchIcon : 0,
      })
      setFit((last) => (last.search === next.search && last.shown === next.shown ? last : next))
    }
    const observer = new ResizeObserver(settle)
    observer.observe(bar)
    observer.observe(list)
    settle()
    return () => {
      observer.disconnect()
    }
  }, [destinations, hasSearch])
  return { inner, measure, fit }
}

/** Badge and line say that nothing here is real. */
export function DemoBadge() {
  const { t } = useTranslation()
  return (
    <span className={demoStyle.demo} data-fixed title={t('demoSaid')}>
      {t('demo')}
    </span>
  )
}

export function DemoLine() {
  return <div className={demoStyle.demoLine} />
}

function Count({ count }: { count: number | undefined }) {
  const { t } = useTranslation()
  if (count === undefined || count === 0) return null
  return (
    <>
      <span className={style.count} aria-hidden>
        {count}
      </span>
      <span className="said">, {t('nav.count', { count })}</span>
    </>
  )
}

/** The eave over every page: destinations by role, the demo badge, search by number, the new complaint, the person. */
export function Bar({ destinations, person, demo, onSearch, newComplaintTo, onSignOut }: BarProps) {
  const { t } = useTranslation()
  const { inner, measure, fit } = useFit(destinations, onSearch !== undefined)
  const shown = destinations.slice(0, fit.shown)
  const under = destinations.slice(fit.shown)
  return (
    <div className={style.bar}>
      {demo && <DemoLine />}
      <div className={style.inner} ref={inner}>
        <Link to="/" className={style.brand} data-fixed aria-label={t('nav.home')}>
          <Mark />
          {t('product')}
        </Link>
        <nav className={style.nav} aria-label={t('nav.label')}>
          <ul className={style.items}>
            {shown.map(({ to, label, count }) => (
              <li key={to}>
                <NavLink to={to} className={style.item ?? ''}>
                  {label}
                  <Count count={count} />
                </NavLink>
              </li>
            ))}
            {under.length > 0 && (
              <li>
                <Menu
                  withInitialFocusPlaceholder={false}
                  position="bottom-start"
                  classNames={{ dropdown: menu.menu ?? '', item: menu.menuItem ?? '' }}
                >
                  <Menu.Target>
                    <button type="button" className={style.item}>
                      {t('nav.more')}
                      <IconChevronDown size={16} aria-hidden />
                    </button>
                  </Menu.Target>
                  <Menu.Dropdown>
                    {under.map(({ to, label, icon: Icon }) => (
                      <Menu.Item key={to} component={Link} to={to} leftSection={<Icon size={18} aria-hidden />}>
                        {label}
                      </Menu.Item>
                    ))}
                  </Menu.Dropdown>
                </Menu>
              </li>
            )}
          </ul>
          <ul className={`${style.items ?? ''} ${style.measure ?? ''}`} ref={measure} aria-hidden inert>
            {destinations.map(({ to, label, count }) => (
              <li key={to}>
                <span className={style.item} aria-current="page">
                  {label}
                  {count !== undefined && count > 0 && <span className={style.count}>{count}</span>}
                </span>
              </li>
            ))}
            <li>
              <span className={style.item}>
                {t('nav.more')}
                <IconChevronDown size={16} />
              </span>
            </li>
          </ul>
        </nav>
        <div className={style.side}>
          {demo && <DemoBadge />}
          {onSearch !== undefined && <NumberSearch look={fit.search} onSearch={onSearch} />}
          {newComplaintTo !== undefined && (
            <Link to={newComplaintTo} className={style.new} data-fixed>
              <IconPlus size={18} aria-hidden />
              {t('nav.newComplaint')}
            </Link>
          )}
          <Menu withInitialFocusPlaceholder={false} position="bottom-end" classNames={{ dropdown: menu.menu ?? '' }}>
            <Menu.Target>
              <button type="button" className={style.person} data-fixed aria-label={t('nav.menuOf', { name: `${person.name} ${person.unit}` })}>
                <span className={style.personText}>
                  <span>{person.name}</span> <span className={style.unit}>{person.unit}</span>
                </span>
                <IconUserCircle size={24} className={style.personIcon ?? ''} aria-hidden />
                <IconChevronDown size={18} aria-hidden />
              </button>
            </Menu.Target>
            <Menu.Dropdown>
              <PersonMenuItems person={person} onSignOut={onSignOut} />
            </Menu.Dropdown>
          </Menu>
        </div>
      </div>
    </div>
  )
}
