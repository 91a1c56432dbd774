import { IconRefresh } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../api/session'
import { changesBetween, worklistPulse, worklistQuery, type WorkEntry, type WorkGroup, type Worklist } from '../../api/worklist'
import { Answered } from '../../components/answered'
import { ButtonLink } from '../../components/button'
import { Empty } from '../../components/empty'
import { ListRow, Rows } from '../../components/list-row'
import { Page, WithSide } from '../../components/page'
import { PageTitle } from '../../components/page-title'
import { Sheet, SheetGroup } from '../../components/sheet'
import { UrgencyChip } from '../../components/state-chips'
import { useFormat } from '../../i18n/format'
import { useCaseFacts } from '../case-facts'
import { Drafts } from './drafts'
import { EmergencyLane } from './emergency-lane'
import style from './today.module.css'
import { WorkLead } from './work-lead'
import { workAddress } from './work-step'
import { useWorkWords } from './work-words'

const groups: WorkGroup[] = ['lewat_tenggat', 'hari_ini', 'menunggu', 'baru', 'mendatang']
/** In these groups the first row's button is the step that is due. */
const withDue = new Set<WorkGroup>(['lewat_tenggat', 'hari_ini', 'baru'])

/** What the signed-in person has to do, and what they wait for. The head of unit sees the head's own duties. */
export function Today() {
  const { t } = useTranslation('today')
  const { day, dayOf, time, zoneName } = useFormat()
  const query = useQuery(worklistQuery)
  const now = query.data?.now ?? new Date().toISOString()
  const today = dayOf(now)
  return (
    <Page>
      <PageTitle
        title={t('title')}
        sub={t('at', { day: day(today, 'weekday'), time: time(now), zone: zoneName })}
        actions={query.data === undefined ? undefined : <Changes shown={query.data} />}
      />
      <WithSide
        sideLabel={t('side.label')}
        side={
          <>
            <Drafts today={today} />
            <EmergencyLane />
          </>
        }
      >
        <Answered query={query}>{(list) => <Items list={list} today={today} />}</Answered>
      </WithSide>
    </Page>
  )
}

/** What colleagues did meanwhile waits here until the reader wants it. */
function Changes({ shown }: { shown: Worklist }) {
  const { t } = useTranslation('today')
  const { time } = useFormat()
  const queries = useQueryClient()
  const latest = useQuery(worklistPulse).data
  const count = latest === undefined || latest.now <= shown.now ? 0 : changesBetween(shown, latest)
  return (
    <div className={style.changes} role="status">
      {count > 0 && latest !== undefined && (
        <>
          <IconRefresh size={18} aria-hidden />
          <span>{t('changes', { count, time: time(shown.now) })}</span>
          <button
            type="button"
            className={style.link}
            onClick={() => {
              queries.setQueryData(worklistQuery.queryKey, latest)
            }}
          >
            {t('show')}
          </button>
        </>
      )}
    </div>
  )
}

function Items({ list, today }: { list: Worklist; today: string }) {
  const { t } = useTranslation('today')
  if (list.items.length === 0) {
    return <Empty fact={t('nothing')} detail={t('nothingDetail')} action={<ButtonLink to="/kasus">{t('toCases')}</ButtonLink>} />
  }
  return (
    <Sheet>
      {groups.map((group) => {
        const items = list.items.filter((item) => item.group === group)
        if (items.length === 0) return null
        return (
          <SheetGroup key={group} title={t(`groups.${group}`)} count={items.length}>
            <Rows>
              {items.map((item, index) => (
                <Work key={[item.caseId, item.kind, item.ref].join(' ')} entry={item} today={today} due={index === 0 && withDue.has(group)} />
              ))}
            </Rows>
          </SheetGroup>
        )
      })}
    </Sheet>
  )
}

function Work({ entry, today, due }: { entry: WorkEntry; today: string; due: boolean }) {
  const words = useWorkWords(today)
  const facts = useCaseFacts()
  const head = useSession().data?.roles.includes('head_of_unit') === true
  const mine = entry.duty === (head ? 'kepala' : 'petugas')
  return (
    <ListRow
      lead={<WorkLead entry={entry} today={today} moment={words.moment} />}
      title={words.title(entry)}
      to={`/kasus/${entry.caseId}`}
      meta={[facts.number(entry), ...facts.victims(entry.victims, entry.victimIds), words.fact(entry)]}
      chip={<UrgencyChip urgency={entry.urgency} short />}
      action={
        <ButtonLink size="row" tone={due ? 'due' : 'plain'} to={workAddress(entry, mine)}>
          {words.button(entry, mine)}
        </ButtonLink>
      }
    />
  )
}
