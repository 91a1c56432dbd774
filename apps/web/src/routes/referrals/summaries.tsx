import { useTranslation } from 'react-i18next'
import { useCodes, useNames } from '../../api/reference'
import type { Board, DeadEnd, InstitutionTimes } from '../../api/referral-board'
import { ButtonLink } from '../../components/button'
import { DataTable } from '../../components/data-table'
import { Facts } from '../../components/list-row'
import { SideSection } from '../../components/side-section'
import { useFormat } from '../../i18n/format'
import { useCaseFacts } from '../case-facts'
import style from './referrals.module.css'

/** What stands below the lanes: how long partners take, what ended in nothing, what nobody has answered. */
export function Summaries({ board }: { board: Board }) {
  return (
    <div className={style.summaries}>
      <ByInstitution board={board} />
      <DeadEnds ends={board.deadEnds} />
      <Needs board={board} />
    </div>
  )
}

function ByInstitution({ board: { institutions, period } }: { board: Board }) {
  const { t } = useTranslation('referrals')
  const { day, number } = useFormat()
  const names = useNames()
  const words = (value: InstitutionTimes['median']): string =>
    value === null ? '' : t(value.atLeast ? 'byInstitution.atLeast' : 'byInstitution.days', { days: number(value.days) })
  return (
    <section className={style.times} aria-labelledby="times">
      <h2 id="times">{t('byInstitution.title')}</h2>
      <p className={style.sub}>{t('byInstitution.sub', { from: day(period.from, 'shortYear'), to: day(period.to, 'shortYear') })}</p>
      {institutions.length === 0 ? (
        <p>{t('byInstitution.nothing')}</p>
      ) : (
        <>
          <DataTable
            bare
            phone="scroll"
            caption={t('byInstitution.title')}
            rows={institutions}
            rowKey={({ institutionId }) => institutionId}
            columns={[
              {
                key: 'institution',
                head: t('byInstitution.columns.institution'),
                cell: ({ institutionId }) => names.institution(institutionId) ?? t('unknownPartner'),
              },
              { key: 'n', head: t('byInstitution.columns.n'), align: 'end', cell: ({ n }) => number(n) },
              { key: 'answered', head: t('byInstitution.columns.answered'), align: 'end', cell: ({ answered }) => number(answered) },
              { key: 'open', head: t('byInstitution.columns.open'), align: 'end', cell: ({ open }) => number(open) },
              { key: 'lost', head: t('byInstitution.columns.lost'), align: 'end', cell: ({ lost }) => number(lost) },
              { key: 'median', head: t('byInstitution.columns.median'), align: 'end', cell: ({ median }) => words(median) },
              { key: 'p90', head: t('byInstitution.columns.p90'), align: 'end', cell: ({ p90 }) => words(p90) },
            ]}
          />
          <p className={style.sub}>{t('byInstitution.note')}</p>
        </>
      )}
    </section>
  )
}

const endWords = {
  ditolak_mitra: ['deadEnds.declined', 'referralDeclined'],
  dicabut: ['deadEnds.withdrawn', 'referralWithdrawn'],
  berakhir_tanpa_hasil: ['deadEnds.ended', 'referralEnded'],
} as const

function DeadEnds({ ends }: { ends: DeadEnd[] }) {
  const { t } = useTranslation('referrals')
  const codes = useCodes()
  const names = useNames()
  const facts = useCaseFacts()
  const words = ({ referral: { stage, outcome, institutionId } }: DeadEnd): string => {
    const institution = names.institution(institutionId) ?? t('unknownPartner')
    if ((stage !== 'ditolak_mitra' && stage !== 'dicabut' && stage !== 'berakhir_tanpa_hasil') || outcome === null) {
      return t('deadEnds.plain', { institution })
    }
    const [key, list] = endWords[stage]
    return t(key, { institution, reason: codes.label(list, outcome).toLowerCase() })
  }
  return (
    <SideSection title={t('deadEnds.title')} count={ends.length}>
      <p className={style.sub}>{t('deadEnds.sub')}</p>
      {ends.length === 0 ? (
        <p>{t('deadEnds.nothing')}</p>
      ) : (
        <ul className={style.list}>
          {ends.map((end) => (
            <li key={end.referral.referralId}>
              <div>
                <strong>{facts.number(end)}</strong>
                <Facts facts={[words(end)]} />
              </div>
              <div className={style.buttons}>
                <ButtonLink size="row" to={`/kasus/${end.caseId}/rujukan-pengganti/${end.referral.referralId}`}>
                  {t('deadEnds.successor')}
                </ButtonLink>
                <ButtonLink size="row" tone="quiet" to={`/kasus/${end.caseId}/alasan-buntu/${end.referral.referralId}`}>
                  {t('deadEnds.justify')}
                </ButtonLink>
              </div>
            </li>
          ))}
        </ul>
      )}
    </SideSection>
  )
}

function Needs({ board: { unansweredNeeds } }: { board: Board }) {
  const { t } = useTranslation('referrals')
  const codes = useCodes()
  const facts = useCaseFacts()
  return (
    <SideSection title={t('needs.title')} count={unansweredNeeds.length}>
      <p className={style.sub}>{t('needs.sub')}</p>
      {unansweredNeeds.length === 0 ? (
        <p>{t('needs.nothing')}</p>
      ) : (
        <ul className={style.list}>
          {unansweredNeeds.map((need) => (
            <li key={need.needId}>
              <div>
                <strong>{facts.number(need)}</strong>
                <Facts facts={[codes.label('service', need.service), t('needs.days', { count: need.days })]} />
              </div>
              <ButtonLink size="row" to={`/kasus/${need.caseId}`}>
                {t('needs.open')}
              </ButtonLink>
            </li>
          ))}
        </ul>
      )}
    </SideSection>
  )
}
