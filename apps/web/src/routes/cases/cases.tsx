import { IconPlus } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { caseListQuery } from '../../api/case-list'
import { useSession } from '../../api/session'
import { Answered } from '../../components/answered'
import { Button, ButtonLink } from '../../components/button'
import { Empty } from '../../components/empty'
import { Page } from '../../components/page'
import { PageTitle } from '../../components/page-title'
import { Sheet } from '../../components/sheet'
import { CaseFilters, useCaseFilter, type CaseFilterState } from './case-filters'
import { CaseTable } from './case-table'
import style from './cases.module.css'

/** Every case of the reader's scope, newest first; found by number, never by name. */
export function Cases() {
  const { t } = useTranslation('cases')
  const state = useCaseFilter()
  const head = useSession().data?.permissions.includes('case.assign') === true
  return (
    <Page>
      <PageTitle title={t('title')} sub={t('sub')} />
      <CaseFilters state={state} phases officers={head} />
      <List state={state} complaints={false} />
    </Page>
  )
}

/** Complaints that are no case yet. */
export function Complaints() {
  const { t } = useTranslation('cases')
  const state = useCaseFilter('pengaduan')
  const may = useSession().data?.permissions.includes('complaint.take') === true
  return (
    <Page>
      <PageTitle
        title={t('complaints')}
        sub={t('complaintsSub')}
        actions={
          may ? (
            <ButtonLink tone="due" to="/pengaduan/baru" icon={<IconPlus size={18} aria-hidden />}>
              {t('newComplaint')}
            </ButtonLink>
          ) : undefined
        }
      />
      <CaseFilters state={state} phases={false} officers={false} />
      <List state={state} complaints />
    </Page>
  )
}

function List({ state, complaints }: { state: CaseFilterState; complaints: boolean }) {
  const { t } = useTranslation('cases')
  const query = useInfiniteQuery(caseListQuery(state.filter))
  const lines = query.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <Answered query={query}>
      {() => (
        <>
          {state.search !== '' && lines.length > 0 && (
            <p className={style.found} role="status">
              {t(query.hasNextPage ? 'foundMore' : 'found', { count: lines.length, number: state.search })}
            </p>
          )}
          {lines.length === 0 ? (
            <Nothing state={state} complaints={complaints} />
          ) : (
            <Sheet>
              <CaseTable lines={lines} complaints={complaints} />
              {query.hasNextPage && (
                <div className={style.more}>
                  <Button
                    busy={query.isFetchingNextPage}
                    onClick={() => {
                      void query.fetchNextPage()
                    }}
                  >
                    {query.isFetchingNextPage ? t('loadingMore') : t('more')}
                  </Button>
                </div>
              )}
            </Sheet>
          )}
        </>
      )}
    </Answered>
  )
}

function Nothing({ state, complaints }: { state: CaseFilterState; complaints: boolean }) {
  const { t } = useTranslation('cases')
  const showAll = <Button onClick={state.clear}>{t('showAll')}</Button>
  if (state.search !== '') return <Empty fact={t('nothingFound', { number: state.search })} detail={t('nothingFoundDetail')} action={showAll} />
  if (state.filtered) return <Empty fact={t('nothingFiltered')} action={showAll} />
  const start = <ButtonLink to="/pengaduan/baru">{t('newComplaint')}</ButtonLink>
  return <Empty fact={complaints ? t('nothingComplaints') : t('nothing')} action={start} />
}
