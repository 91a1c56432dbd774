import { IconArrowRight, IconBan, IconFileOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { CaseLine } from '../../api/case-list'
import type { Phase } from '../../api/case-file'
import { useCodes, useNames } from '../../api/reference'
import { Chip } from '../../components/chip'
import { DataTable, type Column } from '../../components/data-table'
import { Facts } from '../../components/list-row'
import { CaseStatusChip, UrgencyChip, type CaseStatus } from '../../components/state-chips'
import { useFormat } from '../../i18n/format'
import { useCaseFacts } from '../case-facts'
import style from './cases.module.css'

const statuses: Partial<Record<Phase, CaseStatus>> = {
  pengaduan: 'complaint',
  layanan: 'active',
  menunggu_persetujuan: 'awaiting-approval',
  ditutup: 'closed',
}
const gone = { ditolak: IconBan, dialihkan: IconArrowRight, dibatalkan: IconFileOff } as const

/** Where a case stands; icon and word. */
function State({ line }: { line: CaseLine }) {
  const { t } = useTranslation('cases')
  const status = statuses[line.phase]
  if (status !== undefined) return <CaseStatusChip status={status === 'active' && line.reopenedOn !== null ? 'reopened' : status} />
  const phase = line.phase === 'ditolak' || line.phase === 'dialihkan' ? line.phase : 'dibatalkan'
  const Icon = gone[phase]
  return (
    <Chip tone="grey" icon={<Icon size={16} aria-hidden />}>
      {t(`phases.${phase}`)}
    </Chip>
  )
}

/** One line a case, without names: the number opens it. */
export function CaseTable({ lines, complaints }: { lines: CaseLine[]; complaints: boolean }) {
  const { t } = useTranslation('cases')
  const format = useFormat()
  const facts = useCaseFacts()
  const codes = useCodes()
  const names = useNames()
  const officer = ({ assignedTo }: CaseLine) =>
    assignedTo === null ? <span className={style.quiet}>{t('noOfficer')}</span> : (names.colleague(assignedTo) ?? '')
  const received = ({ receivedAt, receivedOn }: CaseLine): string =>
    complaints && receivedAt !== null ? format.dayTime(receivedAt) : format.day(receivedOn, 'shortYear')
  const columns: Column<CaseLine>[] = [
    {
      key: 'number',
      head: t('columns.number'),
      names: true,
      whole: true,
      width: '15%',
      cell: (line) => (
        <>
          <Link to={`/kasus/${line.caseId}`}>{facts.number(line)}</Link>
          {line.number !== null && line.externalNumber !== null && <Facts facts={[line.externalNumber]} />}
        </>
      ),
    },
    {
      key: 'people',
      head: t('columns.people'),
      cell: (line) => {
        const [who, where] = facts.victims(line.victims)
        const ended = line.victims.filter(({ endedFor }) => endedFor !== null).length
        return (
          <div>
            {who}
            <Facts
              facts={[where, ended > 0 && line.victims.length > 1 && line.phase !== 'ditutup' && t('ended', { ended, total: line.victims.length })]}
            />
          </div>
        )
      },
    },
    {
      key: 'forms',
      head: t('columns.forms'),
      cell: (line) => (
        <div>
          {line.forms.map((form) => codes.label('form', form)).join(', ')}
          {complaints ? (
            <Facts facts={[t('via', { channel: codes.label('channel', line.channel) })]} />
          ) : (
            line.openReferrals > 0 && <Facts facts={[t('openReferrals', { count: line.openReferrals })]} />
          )}
        </div>
      ),
    },
    { key: 'urgency', head: t('columns.urgency'), cell: ({ urgency }) => <UrgencyChip urgency={urgency} short /> },
    ...(complaints ? [] : [{ key: 'state', head: t('columns.state'), cell: (line: CaseLine) => <State line={line} /> }]),
    { key: 'officer', head: t('columns.officer'), cell: officer },
    { key: 'received', head: t('columns.received'), align: 'end', cell: received },
  ]
  return <DataTable caption={t('list')} rows={lines} rowKey={({ caseId }) => caseId} middle columns={columns} />
}
