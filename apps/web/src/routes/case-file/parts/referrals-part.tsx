import { useTranslation } from 'react-i18next'
import type { CaseFile } from '../../../api/case-file'
import type { FileReferral, ReferralStage } from '../../../api/referral-progress'
import { useCodes, useNames } from '../../../api/reference'
import { useSession } from '../../../api/session'
import { Empty } from '../../../components/empty'
import { ButtonLink } from '../../../components/button'
import { WaitsFor, type WaitsForWhom } from '../../../components/state-chips'
import { useFormat } from '../../../i18n/format'
import { openNeeds, stepOfReferral } from '../due-step'
import { useRecordable } from '../recordable'
import { stepPath } from '../steps/all-steps'
import type { StepName } from '../steps/step'
import { ReferralTrack } from '../story/referral-track'
import { Entry, Group, Part, PartActions } from './part'

const whose: Record<NonNullable<FileReferral['waitsFor']>, WaitsForWhom> = { unit: 'unit', mitra: 'partner', korban: 'victim' }
const stageWord: Record<
  ReferralStage,
  | 'made'
  | 'sent'
  | 'received'
  | 'accepted'
  | 'partly-accepted'
  | 'appointment'
  | 'arrived'
  | 'not-arrived'
  | 'first-service'
  | 'completed'
  | 'declined'
  | 'withdrawn'
  | 'ended-without-result'
> = {
  dibuat: 'made',
  dikirim: 'sent',
  sampai: 'received',
  disanggupi: 'accepted',
  disanggupi_sebagian: 'partly-accepted',
  janji_temu: 'appointment',
  hadir: 'arrived',
  belum_hadir: 'not-arrived',
  layanan_pertama: 'first-service',
  selesai: 'completed',
  ditolak_mitra: 'declined',
  dicabut: 'withdrawn',
  berakhir_tanpa_hasil: 'ended-without-result',
}

/** What may be recorded of a referral in each stage, besides what it waits for. */
const coming: StepName[] = ['janji-temu', 'rujukan-hadir', 'belum-hadir', 'tanyakan-rujukan']
const further: Partial<Record<ReferralStage, StepName[]>> = {
  dikirim: ['rujukan-sampai', 'rujukan-disanggupi', 'rujukan-ditolak', 'tanyakan-rujukan'],
  sampai: ['rujukan-disanggupi', 'rujukan-ditolak', 'tanyakan-rujukan'],
  disanggupi: coming,
  disanggupi_sebagian: coming,
  janji_temu: coming,
  belum_hadir: coming,
  hadir: ['layanan-pertama', 'tanyakan-rujukan'],
  layanan_pertama: ['perkembangan-rujukan', 'selesaikan-rujukan', 'tanyakan-rujukan'],
}
const dead = new Set<ReferralStage>(['ditolak_mitra', 'dicabut', 'berakhir_tanpa_hasil'])

function stepsOf(file: CaseFile, referral: FileReferral, approves: boolean): StepName[] {
  const { stage, open, told, referralId, justified, withoutConsent, overrideReviewed } = referral
  const followed = file.referrals.some(({ follows }) => follows === referralId)
  const review: StepName[] = approves && withoutConsent && !overrideReviewed ? ['tinjau-rujukan'] : []
  if (!open) {
    const afterwards: StepName[] = dead.has(stage) && justified === null && !followed ? ['rujukan-pengganti', 'alasan-buntu'] : []
    return [...review, ...(told ? [] : ['beri-tahu-korban' as const]), ...afterwards]
  }
  const ending: StepName[] = stage === 'dibuat' ? ['cabut-rujukan'] : ['akhiri-rujukan', 'cabut-rujukan']
  return [...review, ...(further[stage] ?? []), ...ending]
}

/** Every referral with its stages, whom it waits for, and every step that may be recorded of it. */
export function ReferralsPart({ file }: { file: CaseFile }) {
  const { t } = useTranslation(['caseFile', 'states', 'steps'])
  const codes = useCodes()
  const names = useNames()
  const { day, dayTime } = useFormat()
  const approves = useSession().data?.permissions.includes('case.approve') === true
  const { caseId } = file
  const recordable = useRecordable(caseId)
  const unanswered = openNeeds(file)
  const referrals = [...file.referrals].reverse()
  return (
    <>
      {referrals.length === 0 ? (
        <Empty
          fact={t('caseFile:empty.referrals')}
          {...(unanswered.length > 0
            ? {
                detail: t('caseFile:empty.openNeeds', {
                  needs: unanswered.map(({ service }) => codes.label('service', service).toLowerCase()).join(', '),
                }),
              }
            : {})}
        />
      ) : (
        <Part>
          <Group title={t('caseFile:lists.referrals')} count={referrals.length}>
            {referrals.map((referral) => {
              const { referralId, institutionId, service, stage, waitsFor, nextAt, nextOn, madeOn, outcome, voided } = referral
              const due = stepOfReferral(referral)
              const next = nextAt === null ? (nextOn === null ? '' : day(nextOn, 'short')) : dayTime(nextAt)
              const steps = stepsOf(file, referral, approves).filter((step) => step !== due?.step)
              const may = recordable && due !== null && (due.step !== 'setujui-rujukan' || approves)
              return (
                <Entry
                  key={referralId}
                  caseId={caseId}
                  voided={voided}
                  title={`${codes.label('service', service)} · ${names.institution(institutionId) ?? ''}`}
                  facts={[
                    t(`states:referral.${stageWord[stage]}`),
                    t('caseFile:fact.since', { day: day(madeOn, 'short') }),
                    next === '' ? '' : t('caseFile:fact.next', { time: next }),
                    outcome === null ? '' : outcomeWord(stage, outcome, codes.label),
                  ]}
                  acts={steps.map((step) => ({ step, ref: referralId }))}
                >
                  {!voided && <ReferralTrack referral={referral} />}
                  {waitsFor !== null && <WaitsFor who={whose[waitsFor]} />}
                  {may && (
                    <p>
                      <ButtonLink size="row" to={stepPath(caseId, due.step, due.ref)}>
                        {t(`steps:step.${due.step}`)}
                      </ButtonLink>
                    </p>
                  )}
                </Entry>
              )
            })}
          </Group>
        </Part>
      )}
      <PartActions caseId={caseId} steps={['buat-rujukan']} />
    </>
  )
}

const outcomeLists: Partial<Record<ReferralStage, string>> = {
  selesai: 'referralResult',
  ditolak_mitra: 'referralDeclined',
  dicabut: 'referralWithdrawn',
  berakhir_tanpa_hasil: 'referralEnded',
}
const outcomeWord = (stage: ReferralStage, outcome: string, label: (list: string, code: string) => string): string =>
  label(outcomeLists[stage] ?? '', outcome)
