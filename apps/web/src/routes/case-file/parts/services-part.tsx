import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { CaseFile } from '../../../api/case-file'
import { sheltersQuery, useCodes, useNames } from '../../../api/reference'
import { useSession } from '../../../api/session'
import { Empty } from '../../../components/empty'
import { useFormat } from '../../../i18n/format'
import { victimWords } from '../story/event-facts'
import { Entry, Group, Part, PartActions } from './part'

/** What was given to whom, stays in the shelter, what was done in an emergency. */
export function ServicesPart({ file }: { file: CaseFile }) {
  const { t } = useTranslation(['caseFile', 'forms'])
  const codes = useCodes()
  const names = useNames()
  const { day, dayTime } = useFormat()
  const approves = useSession().data?.permissions.includes('case.approve') === true
  const shelters = useQuery({ ...sheltersQuery, enabled: file.stays.length > 0 }).data
  const { caseId } = file
  const whom = (ids: readonly string[]): string =>
    file.victims.length > 1 ? victimWords(ids, { file, victim: (number) => t('caseFile:person.victim', { number }) }) : ''
  const strike = (ref: string) => ({ step: 'batalkan' as const, ref, label: t('caseFile:action.strike') })
  const services = file.services.filter(({ service }) => service !== 'rumah_perlindungan')
  const given = (provider: string | null): string => (provider === null ? t('caseFile:fact.unit') : (names.institution(provider) ?? ''))
  return (
    <>
      {services.length + file.stays.length + file.emergencies.length === 0 ? (
        <Empty fact={t('caseFile:empty.services')} />
      ) : (
        <Part>
          {services.length > 0 && (
            <Group title={t('caseFile:lists.services')} count={services.filter(({ voided }) => !voided).length}>
              {[...services].reverse().map(({ serviceId, service, victimIds, deliveredOn, provider, voided }) => (
                <Entry
                  key={serviceId}
                  caseId={caseId}
                  voided={voided}
                  title={codes.label('service', service)}
                  facts={[day(deliveredOn, 'shortYear'), whom(victimIds), given(provider)]}
                  acts={[{ step: 'koreksi-tanggal-layanan', ref: serviceId, label: t('caseFile:action.correct') }, strike(serviceId)]}
                />
              ))}
            </Group>
          )}
          {file.stays.length > 0 && (
            <Group title={t('caseFile:lists.stays')}>
              {file.stays.map(({ stayId, shelterId, victimIds, admittedOn, reviewOn, left, voided }) => {
                const gone = new Set(left.flatMap((one) => one.victimIds))
                const stays = victimIds.some((id) => !gone.has(id))
                const last = left.at(-1)
                return (
                  <Entry
                    key={stayId}
                    caseId={caseId}
                    voided={voided}
                    title={shelters?.find((one) => one.shelterId === shelterId)?.name ?? t('caseFile:lists.stays')}
                    facts={[
                      whom(victimIds),
                      stays || last === undefined
                        ? t('caseFile:fact.staying', { day: day(admittedOn, 'short'), review: day(reviewOn, 'short') })
                        : t('caseFile:fact.left', { day: day(last.leftOn, 'short') }),
                    ]}
                    acts={
                      stays
                        ? [
                            { step: 'tinjau-tinggal', ref: stayId },
                            { step: 'akhiri-tinggal', ref: stayId },
                          ]
                        : []
                    }
                  />
                )
              })}
            </Group>
          )}
          {file.emergencies.length > 0 && (
            <Group title={t('caseFile:lists.emergencies')}>
              {file.emergencies.map(({ actionId, victimIds, kind, actedAt, reviewNeeded, reviewed, voided }) => (
                <Entry
                  key={actionId}
                  caseId={caseId}
                  voided={voided}
                  title={t(`forms:choice.${kind as 'kesehatan'}`)}
                  facts={[
                    dayTime(actedAt),
                    whom(victimIds),
                    reviewed === null ? (reviewNeeded ? t('caseFile:fact.review') : '') : t('caseFile:fact.reviewed'),
                  ]}
                  acts={[
                    ...(approves && reviewNeeded && reviewed === null ? [{ step: 'tinjau-darurat' as const, ref: actionId }] : []),
                    strike(actionId),
                  ]}
                />
              ))}
            </Group>
          )}
        </Part>
      )}
      <PartActions
        caseId={caseId}
        steps={['konseling', 'kesehatan', 'visum', 'pendampingan', 'bantuan-hukum', 'masuk-rumah-perlindungan', 'layanan-lain']}
      />
    </>
  )
}
