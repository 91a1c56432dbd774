import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { isErased, type CaseFile, type FileVictim } from '../api/case-file'
import { useCodes } from '../api/reference'

export interface Entry {
  value: string
  label: string
  detail?: string
}

/** "P, 16 th · Kec. Hilir Contoh": a victim without a name. */
export function useVictimFacts(): (victim: FileVictim) => string {
  const { t } = useTranslation(['caseFile', 'common'])
  return ({ sex, years, ageBand, kecamatan }) => {
    const age =
      years !== null
        ? t('common:facts', { age: years })
        : ageBand === 'tidak_diketahui'
          ? t('caseFile:person.ageUnknown')
          : t('caseFile:person.band', { band: ageBand })
    const place = kecamatan === null ? undefined : t('caseFile:person.kecamatan', { name: kecamatan })
    return [[t(`caseFile:sex.${sex}`), age].join(', '), place].filter(Boolean).join(' · ')
  }
}

/** The people and needs of a case as choices of a form: numbers and facts, never names. */
export function useEntries(file: CaseFile | null): { victims: Entry[]; perpetrators: Entry[]; consenters: Entry[]; needs: Entry[] } {
  const { t } = useTranslation(['forms', 'caseFile'])
  const codes = useCodes()
  const facts = useVictimFacts()
  return useMemo(() => {
    if (file === null) return { victims: [], perpetrators: [], consenters: [], needs: [] }
    const standing = file.victims.filter(({ voided }) => !voided)
    const victimLabel = (id: string): string => t('say.victim', { number: file.victims.find(({ victimId }) => victimId === id)?.ordinal ?? '' })
    return {
      // What happened before an erasure may still be recorded.
      victims: standing.map((victim) => ({
        value: victim.victimId,
        label: victimLabel(victim.victimId),
        detail: isErased(file, victim.victimId) ? `${facts(victim)} · ${t('caseFile:erasePerson.erased')}` : facts(victim),
      })),
      perpetrators: file.perpetrators.map(({ perpetratorId }, at) => ({ value: perpetratorId, label: t('say.perpetrator', { number: at + 1 }) })),
      consenters: [
        ...file.relatedPersons
          .filter(({ personId, inConflict }) => !inConflict && !isErased(file, personId))
          .map(({ personId, role }, at) => ({ value: personId, label: t('say.person', { role: codes.label('relatedRole', role), number: at + 1 }) })),
        ...file.reporters
          .filter(({ reporterId, anonymous }) => !anonymous && !isErased(file, reporterId))
          .map(({ reporterId }, at) => ({ value: reporterId, label: t('say.reporter', { number: at + 1 }) })),
      ],
      needs: file.needs
        .filter(({ victimId, voided, wanted }) => !voided && wanted && !isErased(file, victimId))
        .map(({ needId, service, victimId }) => ({ value: needId, label: codes.label('service', service), detail: victimLabel(victimId) })),
    }
  }, [file, t, codes, facts])
}
