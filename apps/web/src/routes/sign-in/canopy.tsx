import { useTranslation } from 'react-i18next'
import { DemoBadge, DemoLine } from '../../components/bar/bar'
import { Mark } from '../../components/mark'
import { chooseLanguage } from '../../i18n/setup'
import type { Language } from '../../i18n/time'
import style from './sign-in.module.css'

const languages: { code: Language; name: string }[] = [
  { code: 'id', name: 'Bahasa Indonesia' },
  { code: 'en', name: 'English' },
]

const arch = (lift: number): string => `M0 ${String(148 - lift)} C340 ${String(4 - lift)} 1026 ${String(4 - lift)} 1366 ${String(148 - lift)}`

/** The canopy over the sign-in page: the mark, the unit, the two languages. */
export function Canopy({ demo, unitName }: { demo: boolean; unitName: string | undefined }) {
  const { t, i18n } = useTranslation()
  return (
    <header className={style.eave}>
      {demo && <DemoLine />}
      <div className={style.top}>
        {demo && <DemoBadge />}
        <div className={style.languages} role="group" aria-label={t('person.language')}>
          {languages.map(({ code, name }) => (
            <button
              key={code}
              type="button"
              lang={code}
              className={style.language}
              aria-pressed={i18n.language === code}
              onClick={() => {
                void chooseLanguage(code)
              }}
            >
              {name}
            </button>
          ))}
        </div>
      </div>
      <div className={style.brand}>
        <p className={style.name}>
          <Mark size={40} />
          {t('product')}
        </p>
        <p className={style.unit}>{unitName ?? '\u00a0'}</p>
      </div>
      <svg className={style.curve} viewBox="0 0 1366 148" preserveAspectRatio="none" aria-hidden focusable={false}>
        <path d={arch(48)} className={style.shade} vectorEffect="non-scaling-stroke" opacity="0.28" />
        <path d={arch(24)} className={style.shade} vectorEffect="non-scaling-stroke" opacity="0.5" />
        <path d={`${arch(0)}V149H0Z`} className={style.rise} />
      </svg>
    </header>
  )
}
