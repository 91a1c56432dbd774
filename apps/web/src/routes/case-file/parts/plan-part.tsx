import { useTranslation } from 'react-i18next'
import type { CaseFile, FilePlan } from '../../../api/case-file'
import { useCodes, useNames } from '../../../api/reference'
import { useSession } from '../../../api/session'
import { Empty } from '../../../components/empty'
import { sentence } from '../../../forms/faults'
import { useFormat } from '../../../i18n/format'
import { TextReveal } from '../text-reveal'
import { Entry, Group, Part, PartActions, type Act } from './part'

/** Consents, assessments, needs and plans of each victim. */
export function PlanPart({ file }: { file: CaseFile }) {
  const { t } = useTranslation(['caseFile', 'forms'])
  const codes = useCodes()
  const names = useNames()
  const { day } = useFormat()
  const approves = useSession().data?.permissions.includes('case.approve') === true
  const { caseId } = file
  const who = (id: string): string =>
    file.victims.length > 1 ? t('caseFile:person.victim', { number: file.victims.find(({ victimId }) => victimId === id)?.ordinal ?? '' }) : ''
  const actsOf = ({ state, planId }: FilePlan): Act[] => {
    if (state === 'disusun') return [{ step: 'sepakati-rencana', ref: planId }]
    if (state === 'disepakati' && approves)
      return [
        { step: 'setujui-rencana', ref: planId },
        { step: 'kembalikan-rencana', ref: planId },
      ]
    return []
  }
  const strike = (ref: string): Act => ({ step: 'batalkan', ref, label: t('caseFile:action.strike') })
  const stateDay = ({ state, approvedOn, agreedOn, draftedOn }: FilePlan): string =>
    t(`caseFile:fact.plan.${state}`, {
      day: day((state === 'disetujui' ? approvedOn : state === 'disepakati' ? agreedOn : draftedOn) ?? draftedOn, 'shortYear'),
    })
  const empty = file.consents.length + file.assessments.length + file.needs.length + file.plans.length + file.safetyPlans.length === 0
  return (
    <>
      {empty ? (
        <Empty fact={t('caseFile:empty.plans')} />
      ) : (
        <Part>
          {file.consents.length > 0 && (
            <Group title={t('caseFile:lists.consents')}>
              {file.consents.map((consent, at) => (
                <Entry
                  key={consent.consentId ?? `refused-${String(at)}`}
                  caseId={caseId}
                  voided={consent.voided}
                  title={codes.label('consentPurpose', consent.purpose)}
                  facts={[
                    who(consent.victimId),
                    names.institution(consent.receiver),
                    t(`caseFile:fact.consent.${consent.state}`, { day: day(consent.on, 'shortYear') }),
                    codes.label('consentCapacity', consent.capacity),
                    consent.expiresOn === null ? '' : t('caseFile:fact.until', { day: day(consent.expiresOn, 'shortYear') }),
                  ]}
                  acts={
                    consent.state === 'diberikan' && consent.consentId !== null
                      ? [{ step: 'cabut-persetujuan', ref: consent.consentId, label: t('caseFile:action.withdraw') }, strike(consent.consentId)]
                      : []
                  }
                />
              ))}
            </Group>
          )}
          {file.assessments.length > 0 && (
            <Group title={t('caseFile:lists.assessments')}>
              {file.assessments.map(({ assessmentId, victimId, risk, score, maxScore, instrument, assessedOn, summary, voided }) => (
                <Entry
                  key={assessmentId}
                  caseId={caseId}
                  voided={voided}
                  title={sentence(t('caseFile:fact.risk', { risk: codes.label('risk', risk).toLowerCase() }))}
                  facts={[
                    who(victimId),
                    codes.label('instrument', instrument),
                    score === null || maxScore === null ? '' : t('caseFile:fact.score', { score, max: maxScore }),
                    day(assessedOn, 'shortYear'),
                  ]}
                  acts={[strike(assessmentId)]}
                >
                  {summary !== null && <TextReveal caseId={caseId} recordId={assessmentId} what="summary" erased={file.erased.includes(victimId)} />}
                </Entry>
              ))}
            </Group>
          )}
          {file.safetyPlans.length > 0 && (
            <Group title={t('caseFile:lists.safety')}>
              {file.safetyPlans.map(({ planId, victimId, madeOn }) => (
                <Entry key={planId} caseId={caseId} title={day(madeOn, 'shortYear')} facts={[who(victimId)]}>
                  <TextReveal caseId={caseId} recordId={planId} what="safety" erased={file.erased.includes(victimId)} />
                </Entry>
              ))}
            </Group>
          )}
          {file.needs.length > 0 && (
            <Group title={t('caseFile:lists.needs')} count={file.needs.filter(({ voided }) => !voided).length}>
              {file.needs.map(({ needId, victimId, service, wanted, identifiedOn, hindered, voided }) => (
                <Entry
                  key={needId}
                  caseId={caseId}
                  voided={voided}
                  title={codes.label('service', service)}
                  facts={[
                    who(victimId),
                    wanted ? t('caseFile:fact.wanted') : t('caseFile:fact.unwanted'),
                    t('caseFile:fact.since', { day: day(identifiedOn, 'short') }),
                    hindered === null
                      ? ''
                      : t(`caseFile:fact.${hindered.how}`, { reason: codes.label('hindranceReason', hindered.reason).toLowerCase() }),
                  ]}
                  acts={[
                    { step: 'ubah-keinginan', ref: needId, label: t('caseFile:action.change') },
                    { step: 'catat-hambatan', ref: needId },
                    strike(needId),
                  ]}
                />
              ))}
            </Group>
          )}
          {file.plans.length > 0 && (
            <Group title={t('caseFile:lists.plans')}>
              {file.plans.map((plan) => (
                <Entry
                  key={plan.planId}
                  caseId={caseId}
                  voided={plan.voided}
                  title={sentence(stateDay(plan))}
                  facts={[
                    who(plan.victimId),
                    plan.needIds.map((id) => codes.label('service', file.needs.find(({ needId }) => needId === id)?.service ?? '')).join(', '),
                    plan.reviewOn === null ? '' : t('caseFile:fact.next', { time: day(plan.reviewOn, 'shortYear') }),
                  ]}
                  acts={[...actsOf(plan), strike(plan.planId)]}
                >
                  <TextReveal caseId={caseId} recordId={plan.planId} what="plan" erased={file.erased.includes(plan.victimId)} />
                </Entry>
              ))}
            </Group>
          )}
        </Part>
      )}
      <PartActions caseId={caseId} steps={['persetujuan', 'tolak-persetujuan', 'asesmen', 'kebutuhan', 'rencana-keselamatan', 'susun-rencana']} />
    </>
  )
}
