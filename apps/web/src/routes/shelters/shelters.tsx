import { IconArchive, IconBan, IconCircleCheck, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { shelterLinesQuery, type ShelterLine } from '../../api/administration'
import { useSession } from '../../api/session'
import { Answered } from '../../components/answered'
import { ButtonLink } from '../../components/button'
import { Chip } from '../../components/chip'
import { DataTable, type Column } from '../../components/data-table'
import { Empty } from '../../components/empty'
import { Page } from '../../components/page'
import { PageTitle } from '../../components/page-title'
import { Sheet } from '../../components/sheet'

/** The shelters with their free places. No address stands here. */
export function Shelters() {
  const { t } = useTranslation('admin')
  const query = useQuery(shelterLinesQuery)
  const manages = useSession().data?.permissions.includes('institutions.manage') === true
  return (
    <Page>
      <PageTitle
        title={t('shelters.title')}
        sub={t('shelters.sub')}
        actions={
          manages ? (
            <ButtonLink tone="due" to="/rumah-perlindungan/baru" icon={<IconPlus size={18} aria-hidden />}>
              {t('shelters.add')}
            </ButtonLink>
          ) : undefined
        }
      />
      <Answered query={query}>
        {(lines) =>
          lines.length === 0 ? (
            <Empty fact={t('shelters.none')} />
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

function Table({ lines, manages }: { lines: ShelterLine[]; manages: boolean }) {
  const { t } = useTranslation('admin')
  const columns: Column<ShelterLine>[] = [
    { key: 'name', head: t('shelters.columns.name'), names: true, whole: true, cell: ({ name }) => name },
    { key: 'free', head: t('shelters.columns.free'), cell: (line) => <Free line={line} /> },
    { key: 'beds', head: t('shelters.columns.beds'), align: 'end', cell: ({ occupied, beds }) => t('shelters.of', { taken: occupied, all: beds }) },
    {
      key: 'extra',
      head: t('shelters.columns.extra'),
      align: 'end',
      cell: ({ extraOccupied, extraPlaces }) => t('shelters.of', { taken: extraOccupied, all: extraPlaces }),
    },
    {
      key: 'accepts',
      head: t('shelters.columns.accepts'),
      cell: ({ accepts }) => accepts.map((client) => t(`shelters.client.${client}`)).join(', '),
    },
  ]
  if (manages) {
    columns.push({
      key: 'actions',
      head: <span className="said">{t('shelters.columns.actions')}</span>,
      align: 'end',
      whole: true,
      cell: ({ shelterId, closed }) =>
        !closed && (
          <ButtonLink size="row" to={`/rumah-perlindungan/${shelterId}`}>
            {t('shelters.change')}
          </ButtonLink>
        ),
    })
  }
  return <DataTable caption={t('shelters.title')} rows={lines} rowKey={({ shelterId }) => shelterId} middle columns={columns} />
}

/** Whether somebody can come now: words and shape before the figures. */
function Free({ line: { beds, occupied, closed } }: { line: ShelterLine }) {
  const { t } = useTranslation('admin')
  const free = Math.max(beds - occupied, 0)
  if (closed) {
    return (
      <Chip tone="grey" icon={<IconArchive size={16} aria-hidden />}>
        {t('shelters.closed')}
      </Chip>
    )
  }
  return free === 0 ? (
    <Chip tone="kunyit" icon={<IconBan size={16} aria-hidden />}>
      {t('shelters.full')}
    </Chip>
  ) : (
    <Chip tone="daun" icon={<IconCircleCheck size={16} aria-hidden />}>
      {t('shelters.free', { count: free })}
    </Chip>
  )
}
