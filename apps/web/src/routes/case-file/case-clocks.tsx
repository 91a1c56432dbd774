import { useTranslation } from 'react-i18next'
import type { CaseFile } from '../../api/case-file'
import { useNames } from '../../api/reference'
import { ClockLine } from '../../components/clock-line'
import { SideSection } from '../../components/side-section'
import { useFormat } from '../../i18n/format'
import style from './case-file.module.css'
import { clocksOf } from './clocks-of'

/** Every clock of the case: what is due, how long is left. `first`: only the one that ends first, for a phone's top. */
export function CaseClocks({ file, first = false }: { file: CaseFile; first?: boolean }) {
  const { t } = useTranslation('caseFile')
  const { day } = useFormat()
  const names = useNames()
  const clocks = clocksOf(file)
  const who = (institutionId: string | undefined, victimId: string | undefined): string => {
    if (victimId !== undefined) return t('person.victim', { number: file.victims.find((one) => one.victimId === victimId)?.ordinal ?? '' })
    return names.institution(institutionId ?? null) ?? ''
  }
  const list = (
    <ul className={style.clocks}>
      {(first ? clocks.filter(({ clock }) => clock.metAt === undefined).slice(0, 1) : clocks).map(({ id, word, clock, institutionId, victimId }) => (
        <li key={id}>
          <ClockLine clock={clock} label={t(`clock.${word}`, { who: who(institutionId, victimId) })} />
        </li>
      ))}
    </ul>
  )
  if (first) return list
  const deferred = file.policeReport?.how === 'ditunda_demi_keselamatan' ? file.policeReport.reviewOn : null
  return (
    <SideSection title={t('clock.title')}>
      {clocks.length === 0 ? <p className={style.small}>{t('clock.none')}</p> : list}
      {deferred !== null && <p className={style.small}>{t('clock.deferred', { day: day(deferred, 'shortYear') })}</p>}
    </SideSection>
  )
}
