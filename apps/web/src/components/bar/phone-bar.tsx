import { Menu } from '@mantine/core'
import { IconArrowLeft, IconDots } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, NavLink } from 'react-router'
import { Mark } from '../mark'
import { DemoBadge, DemoLine, type BarProps } from './bar'
import style from './bar.module.css'
import bottom from './bottom.module.css'
import menu from './menu.module.css'
import { PersonMenuItems } from './person-menu'
import { useShownPhoneTop } from './phone-top'
import { NumberSearch } from './search'

/** The phone's top bar: the mark, or the way back and the page's title. */
export function PhoneBar({ demo, onSearch }: Pick<BarProps, 'demo' | 'onSearch'>) {
  const { t } = useTranslation()
  const top = useShownPhoneTop()
  return (
    <div className={style.bar}>
      {demo && <DemoLine />}
      <div className={style.phoneInner}>
        {top === undefined ? (
          <Link to="/" className={style.brand} aria-label={t('nav.home')}>
            <Mark size={26} />
            {t('product')}
          </Link>
        ) : (
          <>
            <Link to={top.backTo} className={style.phoneButton} aria-label={t('back')}>
              <IconArrowLeft size={22} aria-hidden />
            </Link>
            <span className={style.phoneTitle} aria-hidden>
              {top.title}
            </span>
          </>
        )}
        {top === undefined && onSearch !== undefined && <NumberSearch look="icon" onSearch={onSearch} />}
        {demo && <DemoBadge />}
      </div>
    </div>
  )
}

const inBar = 4

/** The phone's bottom bar: the first four destinations, and "Lainnya" with the others and the person. */
export function BottomBar({ destinations, person, newComplaintTo, onSignOut }: BarProps) {
  const { t } = useTranslation()
  const rest = destinations.slice(inBar)
  return (
    <nav className={bottom.bottom} aria-label={t('nav.label')}>
      {destinations.slice(0, inBar).map(({ to, label, short, icon: Icon }) => (
        <NavLink key={to} to={to} className={bottom.bottomItem ?? ''}>
          <Icon size={22} aria-hidden />
          {short ?? label}
        </NavLink>
      ))}
      <Menu withInitialFocusPlaceholder={false} position="top-end" classNames={{ dropdown: menu.menu ?? '', item: menu.menuItem ?? '' }}>
        <Menu.Target>
          <button type="button" className={bottom.bottomItem}>
            <IconDots size={22} aria-hidden />
            {t('nav.more')}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {newComplaintTo !== undefined && (
            <Menu.Item component={Link} to={newComplaintTo}>
              {t('nav.newComplaint')}
            </Menu.Item>
          )}
          {rest.map(({ to, label }) => (
            <Menu.Item key={to} component={Link} to={to}>
              {label}
            </Menu.Item>
          ))}
          {(rest.length > 0 || newComplaintTo !== undefined) && <Menu.Divider />}
          <PersonMenuItems person={person} onSignOut={onSignOut} />
        </Menu.Dropdown>
      </Menu>
    </nav>
  )
}
