import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { institutionLinesQuery, type InstitutionLine } from '../../api/administration'
import { useCodes } from '../../api/reference'
import { useSession } from '../../api/session'
import { Answered } from '../../components/answered'
import { ButtonLink } from '../../components/button'
import { DataTable, type Column } from '../../components/data-table'
import { Empty } from '../../components/empty'
import { Facts } from '../../components/list-row'
import { Page } from '../../components/page'
import { PageTitle } from '../../components/page-title'
import { Sheet } from '../../components/sheet'
import { useFormat } from '../../i18n/format'

/** The partners that referrals go to; those whose partnership ended stay, for old referrals name them. */
export function Institutions() {
  const { t } = useTranslation('admin')
  const query = useQuery(institutionLinesQuery)
  const manages = useSession().data?.permissions.includes('institutions.manage') === true
  const add = (
    <ButtonLink tone="due" to="/lembaga/baru" icon={<IconPlus size={18} aria-hidden />}>
      {t('institutions.add')}
    </ButtonLink>
  )
  return (
    <Page>
      <PageTitle title={t('institutions.title')} sub={t('institutions.sub')} actions={manages ? add : undefined} />
      <Answered query={query}>
        {(lines) =>
          lines.length === 0 ? (
            <Empty fact={t('institutions.none')} detail={t('institutions.noneDetail')} />
          ) : (
            <Sheet>
              <Table lines={lines} manages={manages} />
            </Sheet>
          )
        }
      </Answered>
    </Page>
  )
}

function Table({ lines, manages }: { lines: InstitutionLine[]; manages: boolean }) {
  const { t } = useTranslation('admin')
  const { day } = useFormat()
  const codes = useCodes()
  const columns: Column<InstitutionLine>[] = [
    {
      key: 'name',
      head: t('institutions.columns.name'),
      names: true,
      whole: true,
      cell: ({ name, kind, retiredOn }) => (
        <div>
          {name}
          <Facts facts={[t(`institutions.kinds.${kind}`), retiredOn !== null && t('institutions.retired', { day: day(retiredOn, 'shortYear') })]} />
        </div>
      ),
    },
    {
      key: 'services',
      head: t('institutions.columns.services'),
      cell: ({ services }) => services.map((service) => codes.label('service', service)).join(', '),
    },
    {
      key: 'contact',
      head: t('institutions.columns.contact'),
      cell: ({ contact }) => (
        <div>
          {contact.phone ?? (contact.email === null && contact.address === null ? t('institutions.noContact') : '')}
          <Facts facts={[contact.email, contact.address]} />
        </div>
      ),
    },
    {
      key: 'answers',
      head: t('institutions.columns.answers'),
      cell: ({ channel, openAllHours, urgentHours }) => (
        <div>
          {codes.label('answerVia', channel)}
          <Facts facts={[openAllHours && t('institutions.allHours'), urgentHours !== null && t('institutions.urgent', { hours: urgentHours })]} />
        </div>
      ),
    },
  ]
  if (manages) {
    columns.push({
      key: 'actions',
      head: <span className="said">{t('institutions.columns.actions')}</span>,
      align: 'end',
      whole: true,
      cell: ({ institutionId, retiredOn }) =>
        retiredOn === null && (
          <ButtonLink size="row" to={`/lembaga/${institutionId}/akhiri`}>
            {t('institutions.retire')}
          </ButtonLink>
        ),
    })
  }
  return <DataTable caption={t('institutions.title')} rows={lines} rowKey={({ institutionId }) => institutionId} middle columns={columns} />
}
