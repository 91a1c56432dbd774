import { IconCheck, IconLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { boardQuery, type Board, type BoardReferral } from '../../api/referral-board'
import { useNames } from '../../api/reference'
import { useSession } from '../../api/session'
import { Answered } from '../../components/answered'
import { Button, ButtonLink } from '../../components/button'
import { ClockIcon } from '../../components/clock-line'
import { Empty } from '../../components/empty'
import { FilterSelect } from '../../components/filter-select'
import { Page } from '../../components/page'
import { PageTitle } from '../../components/page-title'
import { Sheet } from '../../components/sheet'
import { WaitsForShape } from '../../components/state-chips'
import { Filters } from '../../components/tabs'
import { useFormat } from '../../i18n/format'
import { BoardRows } from './board-rows'
import style from './referrals.module.css'
import { Summaries } from './summaries'

const atOnce = 20
const views = ['all', 'unit', 'mitra', 'korban', 'lewat', 'tanyakan'] as const
type View = (typeof views)[number]

const inView = (view: View, { referral, late }: BoardReferral): boolean =>
  view === 'all' || (view === 'lewat' || view === 'tanyakan' ? late === view : referral.waitsFor === view)

/** Every open referral: its stage, the days there, whom it waits for and the next date. */
export function Referrals() {
  const { t } = useTranslation('referrals')
  const { asOf } = useFormat()
  const query = useQuery(boardQuery)
  const whole = useSession().data?.permissions.includes('referral.board') === true
  return (
    <Page>
      <PageTitle
        title={whole ? t('title') : t('mine')}
        sub={query.data === undefined ? '\u00a0' : t('sub', { count: query.data.referrals.length, when: asOf(query.data.now) })}
        actions={<CopyLink />}
      />
      <Answered query={query}>{(board) => <Lanes board={board} whole={whole} />}</Answered>
    </Page>
  )
}

/** The address holds the filters: a colleague with the same rights sees the same. */
function CopyLink() {
  const { t } = useTranslation('referrals')
  const [copied, setCopied] = useState(false)
  // Without TLS the browser keeps the clipboard shut.
  if (!window.isSecureContext) return null
  return (
    <Button
      icon={copied ? <IconCheck size={18} aria-hidden /> : <IconLink size={18} aria-hidden />}
      onClick={() => {
        void navigator.clipboard.writeText(window.location.href).then(() => {
          setCopied(true)
        })
      }}
    >
      <span role="status">{copied ? t('copied') : t('copy')}</span>
    </Button>
  )
}

function Lanes({ board, whole }: { board: Board; whole: boolean }) {
  const { t } = useTranslation('referrals')
  const names = useNames()
  const [asked, setAsked] = useSearchParams()
  const [shown, setShown] = useState(atOnce)
  const view = views.find((one) => one === asked.get('tampil')) ?? 'all'
  const institution = asked.get('lembaga') ?? ''
  const officer = asked.get('petugas') ?? ''
  const set = (name: string, value: string): void => {
    setAsked(
      (last) => {
        const next = new URLSearchParams(last)
        if (value === '' || value === 'all') next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: true },
    )
  }
  const among = board.referrals.filter(
    (row) => (institution === '' || row.referral.institutionId === institution) && (officer === '' || row.assignedTo === officer),
  )
  const rows = among.filter((row) => inView(view, row))
  const filter = (value: View) => ({ value, count: among.filter((row) => inView(value, row)).length })
  const optionsOf = (ids: (string | null)[], name: (id: string) => string | undefined) =>
    [...new Set(ids.filter((id) => id !== null))].map((id) => ({ value: id, label: name(id) ?? t('unknownPartner') }))
  return (
    <>
      {board.referrals.length > 0 && (
        <div className={style.bar}>
          <Filters
            label={t('filters')}
            value={view}
            onChange={(value) => {
              set('tampil', value)
            }}
            filters={[
              { ...filter('all'), label: t('all') },
              { ...filter('unit'), label: t('unit'), icon: <WaitsForShape who="unit" /> },
              { ...filter('mitra'), label: t('partner'), icon: <WaitsForShape who="partner" /> },
              { ...filter('korban'), label: t('victim'), icon: <WaitsForShape who="victim" /> },
              { ...filter('lewat'), label: t('late'), tone: 'bata', divided: true, icon: <ClockIcon kind="late" /> },
              { ...filter('tanyakan'), label: t('ask'), tone: 'kunyit', icon: <ClockIcon kind="ask" /> },
            ]}
          />
          <div className={style.selects}>
            <FilterSelect
              label={t('institution')}
              all={t('anyInstitution')}
              value={institution}
              options={optionsOf(
                board.referrals.map(({ referral }) => referral.institutionId),
                names.institution,
              )}
              onChange={(value) => {
                set('lembaga', value)
              }}
            />
            {whole && (
              <FilterSelect
                label={t('officer')}
                all={t('anyOfficer')}
                value={officer}
                options={optionsOf(
                  board.referrals.map(({ assignedTo }) => assignedTo),
                  names.colleague,
                )}
                onChange={(value) => {
                  set('petugas', value)
                }}
              />
            )}
          </div>
        </div>
      )}
      {rows.length === 0 ? (
        <NoRows
          filtered={board.referrals.length > 0}
          onShowAll={() => {
            setAsked({}, { replace: true })
          }}
        />
      ) : (
        <Sheet>
          <BoardRows rows={rows.slice(0, shown)} now={board.now} />
          {rows.length > shown && (
            <div className={style.more}>
              <Button
                tone="quiet"
                onClick={() => {
                  setShown(rows.length)
                }}
              >
                {t('more', { count: rows.length - shown })}
              </Button>
            </div>
          )}
        </Sheet>
      )}
      <Summaries board={board} />
    </>
  )
}

function NoRows({ filtered, onShowAll }: { filtered: boolean; onShowAll: () => void }) {
  const { t } = useTranslation('referrals')
  if (filtered) return <Empty fact={t('nothingFiltered')} action={<Button onClick={onShowAll}>{t('showAll')}</Button>} />
  return <Empty fact={t('nothing')} detail={t('nothingDetail')} action={<ButtonLink to="/kasus">{t('toCases')}</ButtonLink>} />
}
