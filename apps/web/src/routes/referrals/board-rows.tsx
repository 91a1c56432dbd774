import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { BoardReferral } from '../../api/referral-board'
import { useCodes, useNames } from '../../api/reference'
import { DataTable } from '../../components/data-table'
import { Facts } from '../../components/list-row'
import { LaneHead, ReferralLane } from '../../components/referral-lane'
import { UrgencyChip, WaitsFor } from '../../components/state-chips'
import { useFormat } from '../../i18n/format'
import { daysBetween } from '../../i18n/time'
import { whomOf } from '../today/work-lead'
import { referralStepAddress } from '../today/work-step'
import { useCaseFacts } from '../case-facts'
import style from './referrals.module.css'
import { paceOf, placeOf } from './lane-of'

const hour = 3_600_000

/** The next date of a referral in words, and what it is for. */
function Next({ row, now }: { row: BoardReferral; now: string }) {
  const { t } = useTranslation('referrals')
  const format = useFormat()
  const names = useNames()
  const { referral, late, assignedTo } = row
  const { nextAt, nextOn } = referral
  const day = nextOn ?? (nextAt === null ? null : format.dayOf(nextAt))
  const today = format.dayOf(now)
  const whose = names.colleague(assignedTo)
  if (day === null) return <Facts facts={[t('next.none')]} />
  if (late !== null) {
    const over = nextOn === null && nextAt !== null ? Date.parse(now) - Date.parse(nextAt) : daysBetween(day, today) * 86_400_000
    const words = t('next.late', { span: format.span(over < hour ? over : over - (over % hour)) })
    return (
      <div className={style.next}>
        <strong className={late === 'lewat' ? style.late : style.ask}>{words}</strong>
        <Facts facts={[late === 'tanyakan' ? t('next.askToday') : whose]} />
      </div>
    )
  }
  const clock = nextOn === null && nextAt !== null ? format.time(nextAt) : undefined
  const detail =
    nextOn !== null
      ? t('next.ask')
      : clock === undefined
        ? undefined
        : referral.step === 'hadir'
          ? t('next.at', { time: clock })
          : t('next.due', { time: clock })
  return (
    <div>
      <strong>{day === today ? t('next.today') : format.day(day, 'short')}</strong>
      <Facts facts={[detail]} />
    </div>
  )
}

/** A lane for each referral; on a phone a block with the same parts. */
export function BoardRows({ rows, now }: { rows: BoardReferral[]; now: string }) {
  const { t } = useTranslation('referrals')
  const codes = useCodes()
  const names = useNames()
  const facts = useCaseFacts()
  return (
    <DataTable
      caption={t('open')}
      rows={rows}
      rowKey={({ referral }) => referral.referralId}
      middle
      columns={[
        {
          key: 'case',
          head: t('columns.case'),
          names: true,
          whole: true,
          cell: (row) => (
            <div>
              <Link to={`/kasus/${row.caseId}`} className={style.number}>
                {facts.number(row)}
              </Link>
              <Facts facts={facts.victims(row.victims, row.referral.victimIds)} />
            </div>
          ),
        },
        {
          key: 'partner',
          head: t('columns.partner'),
          whole: true,
          cell: ({ referral }) => (
            <div>
              {names.institution(referral.institutionId) ?? t('unknownPartner')}
              <Facts facts={[<UrgencyChip key="urgency" urgency={referral.urgency} plain />, codes.label('service', referral.service)]} />
            </div>
          ),
        },
        {
          key: 'lane',
          head: <LaneHead />,
          whole: true,
          width: '39%',
          cell: (row) => <ReferralLane at={placeOf(row.referral)} days={row.daysInStage} pace={paceOf(row)} />,
        },
        {
          key: 'waits',
          head: t('columns.waits'),
          cell: ({ caseId, referral }) =>
            referral.waitsFor !== null && (
              <div>
                <WaitsFor who={whomOf[referral.waitsFor]} />
                {referral.step !== null && (
                  <Facts
                    facts={[
                      <Link key="step" to={referralStepAddress(caseId, referral.referralId, referral.step)} className={style.step}>
                        {t(`step.${referral.step}`)}
                      </Link>,
                    ]}
                  />
                )}
              </div>
            ),
        },
        { key: 'next', head: t('columns.next'), cell: (row) => <Next row={row} now={now} /> },
      ]}
    />
  )
}
