import { useTranslation } from 'react-i18next'
import type { CaseFile } from '../../../api/case-file'
import { useCodes } from '../../../api/reference'

/** Everybody of a case as pages call them, never by name: "Korban 1", "Terlapor 2". undefined for somebody of another case. */
export function useWho(file: CaseFile): (id: string) => string | undefined {
  const { t } = useTranslation('caseFile')
  const codes = useCodes()
  return (id) => {
    const victim = file.victims.find(({ victimId }) => victimId === id)
    if (victim !== undefined) return t('person.victim', { number: victim.ordinal })
    const perpetrator = file.perpetrators.findIndex(({ perpetratorId }) => perpetratorId === id)
    if (perpetrator >= 0) return t('person.perpetrator', { number: perpetrator + 1 })
    const reporter = file.reporters.findIndex(({ reporterId }) => reporterId === id)
    if (reporter >= 0) return t('person.reporter', { number: reporter + 1 })
    const related = file.relatedPersons.find(({ personId }) => personId === id)
    return related === undefined ? undefined : codes.label('relatedRole', related.role)
  }
}
