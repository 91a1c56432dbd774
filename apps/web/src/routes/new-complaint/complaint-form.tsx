import { IconListNumbers } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useExplain } from '../../api/explain'
import { randomId } from '../../api/form-key'
import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'
import { ErrorSummary } from '../../components/error-summary'
import { Page, WithSide } from '../../components/page'
import { PageTitle } from '../../components/page-title'
import { usePhone } from '../../components/use-phone'
import type { LoadedDraft } from '../../forms/draft'
import { sentence } from '../../forms/faults'
import type { KeptDraft } from '../../forms/use-kept-draft'
import { useWayOut } from '../../forms/use-way-out'
import { stepPath } from '../case-file/steps/all-steps'
import { ComplaintContext, type Complaint } from './complaint-context'
import { BeforeAccount, SendBox } from './complaint-side'
import { withAnother, withMain, withoutPerson, withPerson, type Draft } from './draft'
import { Guided } from './guided'
import { HealthPanel } from './health-panel'
import { keepDraftId } from './kept-id'
import style from './new-complaint.module.css'
import { OnePage } from './one-page'
import { requiredOf } from './required'
import { useDraft } from './use-draft'
import { useSubmit } from './use-submit'

export interface Opened extends LoadedDraft<Draft> {
  id: string
}

const REFUSED = 'draft-refused'

/** The form of a complaint, all on one page or one question a screen: the same fields, the same draft. */
export function ComplaintForm({ opened }: { opened: Opened }) {
  const { t } = useTranslation('complaint')
  const navigate = useNavigate()
  const phone = usePhone()
  const [chosen, setChosen] = useState<boolean>()
  const guided = chosen ?? phone
  const kept = useDraft(opened.id, opened)
  const { content: draft, change, trouble } = kept
  const mayGo = useWayOut({ content: draft, isRefused: trouble === 'refused', flush: kept.flush, line: REFUSED })
  const submit = useSubmit(opened.id, draft)
  const complaint = useMemo(
    (): Complaint => ({
      draft,
      guided,
      errorOf: (id) => sentence(submit.faults.find(({ field }) => field === id)?.message),
      set: (key, value) => {
        change((before) => withMain(before, key, value))
      },
      setPerson: (people, person, key, value) => {
        change((before) => withPerson(before, people, person.key, key, value))
      },
      add: (people) => {
        change((before) => withAnother(before, people, randomId()))
      },
      remove: (people, person) => {
        change((before) => withoutPerson(before, people, person.key))
      },
    }),
    [draft, guided, change, submit.faults],
  )
  const send = async (health = false): Promise<void> => {
    const caseId = await submit.send()
    if (caseId === undefined) return
    await kept.forget()
    keepDraftId(null)
    await navigate(health ? stepPath(caseId, 'jalur-darurat', 'kesehatan') : `/kasus/${caseId}`, { replace: true })
  }
  const later = async (): Promise<void> => {
    if (!(await mayGo())) return
    keepDraftId(null)
    await navigate('/')
  }
  const summary = (
    <ErrorSummary attempt={submit.attempt} faults={submit.faults} {...(submit.sentence === undefined ? {} : { title: t('refused') })}>
      {submit.sentence}
    </ErrorSummary>
  )
  const panel = <HealthPanel busy={submit.busy} onRefer={() => void send(true)} />
  const shared = { saving: trouble === undefined ? kept.saving : undefined, busy: submit.busy, onSend: () => void send() }
  return (
    <ComplaintContext value={complaint}>
      <Page>
        {guided ? (
          <>
            <PageTitle title={t('title')} backTo="/" />
            <Trouble kept={kept} />
            <Guided
              {...shared}
              panel={panel}
              summary={summary}
              open={submit.faults[0]?.field}
              onOnePage={() => {
                setChosen(false)
              }}
            />
          </>
        ) : (
          <>
            <PageTitle
              title={t('title')}
              sub={t('sub', { count: requiredOf(draft).length })}
              backTo="/"
              actions={
                <Button
                  tone="quiet"
                  icon={<IconListNumbers size={18} aria-hidden />}
                  onClick={() => {
                    setChosen(true)
                  }}
                >
                  {t('guided')}
                </Button>
              }
            />
            <WithSide
              side={
                <div className={style.sticky}>
                  {panel}
                  <BeforeAccount />
                  <SendBox {...shared} onLater={() => void later()} />
                </div>
              }
            >
              <Trouble kept={kept} />
              {summary}
              <form
                noValidate
                onSubmit={(event) => {
                  event.preventDefault()
                }}
              >
                <OnePage />
              </form>
            </WithSide>
          </>
        )}
      </Page>
    </ComplaintContext>
  )
}

/** The draft was changed or thrown away in another window, or the sign-in has ended: what was typed stays on the screen. */
function Trouble({ kept }: { kept: KeptDraft<Draft> }) {
  const { t } = useTranslation('complaint')
  const explain = useExplain()
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<string>()
  const choose = async (acts: () => Promise<void>): Promise<void> => {
    if (busy) return
    setBusy(true)
    setFailed(undefined)
    try {
      await acts()
    } catch (error) {
      setFailed(explain(error))
    } finally {
      setBusy(false)
    }
  }
  if (kept.trouble === 'session')
    return (
      <p className={style.notice} role="alert">
        {t('draft.session')}{' '}
        <a href="/" target="_blank" rel="noreferrer">
          {t('draft.signIn')}
        </a>
      </p>
    )
  if (kept.trouble === 'refused')
    return (
      <p className={style.notice} role="alert" id={REFUSED} tabIndex={-1}>
        {t('draft.refused')}
      </p>
    )
  return (
    <Dialog
      opened={kept.trouble === 'stale'}
      title={t('draft.staleTitle')}
      onClose={() => undefined}
      actions={[
        { label: t('draft.mine'), tone: 'due', busy, onClick: () => void choose(kept.keepMine) },
        { label: t('draft.theirs'), busy, onClick: () => void choose(kept.takeSaved) },
      ]}
    >
      <p>{t('draft.staleAbout')}</p>
      {failed !== undefined && <p role="alert">{failed}</p>}
    </Dialog>
  )
}
