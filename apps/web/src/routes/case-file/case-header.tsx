import { IconArchive, IconArrowRight, IconBan, IconFileOff, IconUrgent } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { CaseFile, Phase } from '../../api/case-file'
import { revealIdentity } from '../../api/cases'
import { useNames } from '../../api/reference'
import { Button } from '../../components/button'
import { Chip } from '../../components/chip'
import { NameReveal } from '../../components/name-reveal'
import { PageTitle } from '../../components/page-title'
import { CaseStatusChip, EndingChip, UrgencyChip, type CaseStatus, type Ending } from '../../components/state-chips'
import { usePhone } from '../../components/use-phone'
import { useVictimFacts } from '../../forms/entries'
import { useFormat } from '../../i18n/format'
import { daysBetween } from '../../i18n/time'
import style from './case-file.module.css'
import { stepPath } from './steps/all-steps'

const small = { size: 16, 'aria-hidden': true } as const
const over: Partial<Record<Phase, typeof IconBan>> = { ditolak: IconBan, dialihkan: IconArrowRight, dibatalkan: IconFileOff }
const statusOf = ({ phase, reopenedOn }: CaseFile): CaseStatus => {
  if (phase === 'pengaduan') return 'complaint'
  if (phase === 'menunggu_persetujuan') return 'awaiting-approval'
  if (phase === 'ditutup') return 'closed'
  return reopenedOn === null ? 'active' : 'reopened'
}

function PhaseChip({ file }: { file: CaseFile }) {
  const { t } = useTranslation('caseFile')
  const Icon = over[file.phase] ?? IconArchive
  if (file.phase !== 'ditolak' && file.phase !== 'dialihkan' && file.phase !== 'dibatalkan') return <CaseStatusChip status={statusOf(file)} />
  return (
    <Chip kind={t('phase.label')} icon={<Icon {...small} />} tone="grey">
      {t(`phase.${file.phase}`)}
    </Chip>
  )
}

/** Number, urgency, state, day; the people by number, sex, age and place, each name behind its button. */
export function CaseHeader({ file }: { file: CaseFile }) {
  const { t } = useTranslation(['caseFile', 'common'])
  const { day, dayOf } = useFormat()
  const navigate = useNavigate()
  const names = useNames()
  const facts = useVictimFacts()
  const phone = usePhone()
  const officer = file.assignedTo === null ? (file.phase === 'pengaduan' ? undefined : t('caseFile:unassigned')) : names.colleague(file.assignedTo)
  const since =
    file.closedOn === null
      ? t('caseFile:dayCount', { count: daysBetween(file.receivedOn, dayOf(new Date())) + 1 })
      : t('caseFile:closedOn', { day: day(file.closedOn, 'shortYear') })
  const beside = (
    <>
      <UrgencyChip urgency={file.urgency} short={phone} />
      <PhaseChip file={file} />
      <span className={style.since}>{[since, officer, file.imported ? t('caseFile:imported') : undefined].filter(Boolean).join(' · ')}</span>
    </>
  )
  return (
    <div className={style.head}>
      <PageTitle
        title={file.number ?? t('caseFile:newTitle')}
        beside={beside}
        backTo="/kasus"
        {...(phone
          ? {}
          : {
              actions: (
                <Button
                  tone="emergency"
                  icon={<IconUrgent size={18} aria-hidden />}
                  onClick={() => void navigate(stepPath(file.caseId, 'jalur-darurat'))}
                >
                  {t('caseFile:emergency')}
                </Button>
              ),
            })}
      />
      <div className={style.persons}>
        {file.victims
          .filter(({ voided }) => !voided)
          .map((victim) => (
            <div key={victim.victimId}>
              {file.erased.includes(victim.victimId) && <span className={style.logged}>{t('caseFile:erasePerson.erased')}</span>}
              <NameReveal
                who={t('caseFile:person.victim', { number: victim.ordinal })}
                facts={
                  <>
                    {facts(victim)} {victim.ending !== null && <EndingChip ending={victim.ending.reason as Ending} />}
                  </>
                }
                open={async () => (await revealIdentity(file.caseId, victim.victimId, 'memastikan_orang')).name ?? t('caseFile:person.nameUnknown')}
              />
            </div>
          ))}
        {file.victims.length > 0 && <span className={style.logged}>{t('common:name.logged', { seconds: 60 })}</span>}
      </div>
    </div>
  )
}
