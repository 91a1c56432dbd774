import { IconArchive, IconArrowRight, IconBan, IconFileOff, IconUrgent } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { isErased, type CaseFile, type FileVictim, type Phase } from '../../api/case-file'
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
import { ErasedMark } from './erased-mark'
import { useRecordable } from './recordable'
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

/** One victim: a name behind its button, or that there is none any more. */
function Person({ file, victim }: { file: CaseFile; victim: FileVictim }) {
  const { t } = useTranslation('caseFile')
  const said = useVictimFacts()
  const who = t('person.victim', { number: victim.ordinal })
  const facts = (
    <>
      {said(victim)} {victim.ending !== null && <EndingChip ending={victim.ending.reason as Ending} />}
    </>
  )
  if (isErased(file, victim.victimId)) {
    return (
      <div className={style.person}>
        <strong>{who}</strong> <span>{facts}</span> <ErasedMark file={file} id={victim.victimId} />
      </div>
    )
  }
  return (
    <div>
      <NameReveal
        who={who}
        facts={facts}
        open={async () => (await revealIdentity(file.caseId, victim.victimId, 'memastikan_orang')).name ?? t('person.nameUnknown')}
      />
    </div>
  )
}

/** Number, urgency, state, day; the people by number, sex, age and place, each name behind its button. */
export function CaseHeader({ file }: { file: CaseFile }) {
  const { t } = useTranslation(['caseFile', 'common'])
  const { day, dayOf } = useFormat()
  const navigate = useNavigate()
  const names = useNames()
  const recordable = useRecordable(file.caseId)
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
        {...(phone || !recordable
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
            <Person key={victim.victimId} file={file} victim={victim} />
          ))}
        {file.victims.some(({ victimId, voided }) => !voided && !isErased(file, victimId)) && (
          <span className={style.logged}>{t('common:name.logged', { seconds: 60 })}</span>
        )}
      </div>
    </div>
  )
}
