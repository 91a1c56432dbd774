import { useTranslation } from 'react-i18next'
import type { CaseFile } from '../../../api/case-file'
import { useCodes } from '../../../api/reference'
import { Empty } from '../../../components/empty'
import { useFormat } from '../../../i18n/format'
import { victimWords } from '../story/event-facts'
import { Entry, Group, Part, PartActions } from './part'

/** The legal process that others lead and the unit accompanies. */
export function LegalPart({ file }: { file: CaseFile }) {
  const { t } = useTranslation(['caseFile', 'forms'])
  const codes = useCodes()
  const { day, dayTime } = useFormat()
  const { caseId } = file
  const whom = (ids: readonly string[]): string =>
    file.victims.length > 1 ? victimWords(ids, { file, victim: (number) => t('caseFile:person.victim', { number }) }) : ''
  const { policeReport } = file
  return (
    <>
      {file.legal.length + file.protections.length === 0 && policeReport === null ? (
        <Empty fact={t('caseFile:empty.legal')} />
      ) : (
        <Part>
          {(file.legal.length > 0 || policeReport !== null) && (
            <Group title={t('caseFile:lists.legal')}>
              {policeReport !== null && (
                <Entry
                  caseId={caseId}
                  title={t(`forms:choice.${policeReport.how as 'dilaporkan_unit'}`)}
                  facts={[
                    dayTime(policeReport.settledAt),
                    policeReport.reviewOn === null ? '' : t('caseFile:fact.next', { time: day(policeReport.reviewOn, 'shortYear') }),
                  ]}
                />
              )}
              {[...file.legal].reverse().map(({ entryId, victimIds, stage, reachedOn, voided }) => (
                <Entry
                  key={entryId}
                  caseId={caseId}
                  voided={voided}
                  title={codes.label('legalStage', stage)}
                  facts={[day(reachedOn, 'shortYear'), whom(victimIds)]}
                  acts={[{ step: 'batalkan', ref: entryId, label: t('caseFile:action.strike') }]}
                />
              ))}
            </Group>
          )}
          {file.protections.length > 0 && (
            <Group title={t('caseFile:lists.protections')}>
              {file.protections.map(({ protectionId, victimIds, kind, from, until }) => (
                <Entry
                  key={protectionId}
                  caseId={caseId}
                  title={t(`forms:choice.${kind as 'lpsk'}`)}
                  facts={[`${day(from, 'short')} – ${day(until, 'shortYear')}`, whom(victimIds)]}
                />
              ))}
            </Group>
          )}
        </Part>
      )}
      <PartActions caseId={caseId} steps={['proses-hukum', 'laporan-polisi', 'perlindungan', 'bantuan-hukum', 'pendampingan']} />
    </>
  )
}
