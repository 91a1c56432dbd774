import { useTranslation } from 'react-i18next'
import type { ListedVictim } from '../api/worklist'

interface NamedCase {
  number: string | null
  externalNumber: string | null
}

/** What a list says of a case and its victims: number, sex and age, kecamatan. Never a name. */
export function useCaseFacts() {
  const { t } = useTranslation('cases')
  const person = ({ sex, years, ageClass }: ListedVictim): string => {
    const age = years === null ? (ageClass === 'tidak_diketahui' ? null : t(`age.${ageClass}`)) : t('age.years', { years })
    if (sex === 'tidak_diketahui') return age === null ? t('age.nothing') : t('age.sexUnknown', { age })
    return age === null ? t('age.ageUnknown', { sex }) : t('age.sexAge', { sex, age })
  }
  const victims = (all: readonly ListedVictim[], only: readonly string[] = []): string[] => {
    const meant = only.length === 0 ? all : all.filter(({ victimId }) => only.includes(victimId))
    const [first, ...others] = meant.length === 0 ? all : meant
    if (first === undefined) return [t('noVictim')]
    const who = others.length === 0 ? person(first) : t('andOthers', { first: person(first), count: others.length })
    return first.kecamatan === null || first.kecamatan === '' ? [who] : [who, t('kecamatan', { name: first.kecamatan })]
  }
  const number = ({ number: own, externalNumber }: NamedCase): string => own ?? externalNumber ?? t('noNumber')
  return { number, victims, person }
}
