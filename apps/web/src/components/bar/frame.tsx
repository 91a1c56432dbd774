import { type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { usePhone } from '../use-phone'
import { Bar, type BarProps } from './bar'
import style from './frame.module.css'
import { BottomBar, PhoneBar } from './phone-bar'
import { PhoneTopProvider } from './phone-top'

/** What stands around every page of a signed-in person: bar, skip link, main; on a phone a bar above and one below. */
export function Frame({ children, ...bar }: BarProps & { children: ReactNode }) {
  const { t } = useTranslation()
  const phone = usePhone()
  return (
    <PhoneTopProvider>
      <div className={style.frame}>
        <a href="#isi" className={style.skip}>
          {t('nav.skip')}
        </a>
        <header>{phone ? <PhoneBar {...bar} /> : <Bar {...bar} />}</header>
        <main id="isi" tabIndex={-1} className={style.main}>
          {children}
        </main>
        {phone && <BottomBar {...bar} />}
      </div>
    </PhoneTopProvider>
  )
}

/** On a phone, fixed at the bottom in the place of the destinations: the step that is due, then *Darurat*. Nothing elsewhere. */
export function ActionBar({ children }: { children: ReactNode }) {
  return <div className={style.actionBar}>{children}</div>
}
