import { useQuery } from '@tanstack/react-query'
import { IconAlertTriangle, IconCircleCheck, IconUrgent } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate, useParams } from 'react-router'
import type { CasePage } from '../../api/case-file'
import { caseQuery } from '../../api/cases'
import { useExplain } from '../../api/explain'
import { ActionBar } from '../../components/bar/frame'
import { Button } from '../../components/button'
import { Empty } from '../../components/empty'
import { Marked } from '../../components/marked'
import { Page, WithSide } from '../../components/page'
import { Note } from '../../components/side-section'
import { usePhone } from '../../components/use-phone'
import { CaseClocks } from './case-clocks'
import style from './case-file.module.css'
import { CaseHeader } from './case-header'
import { CaseTabs } from './case-tabs'
import { RedactTexts } from './redaction/redact-texts'
import { SafeContactNote } from './safe-contact-note'
import { StepForm } from './step-form'
import { StepsNow, useDueWords, useSteps } from './steps-now'
import { isStep, stepPath } from './steps/all-steps'

/** One case: number, people and state on top, its story and its forms in the middle, safe contact, clocks and steps at the side. */
export function CaseFilePage() {
  const { caseId = '' } = useParams()
  const { t } = useTranslation(['caseFile', 'common'])
  const explain = useExplain()
  const answer = useQuery(caseQuery(caseId))
  if (answer.isPending) return <Page>{t('common:loading')}</Page>
  if (answer.isError) {
    return (
      <Page>
        <Empty fact={explain(answer.error)} action={<Button onClick={() => void answer.refetch()}>{t('common:retry')}</Button>} />
      </Page>
    )
  }
  return <Loaded page={answer.data.data} />
}

function Loaded({ page }: { page: CasePage }) {
  const { file, timeline, actions, incomplete } = page
  const { step, ref } = useParams()
  const { t } = useTranslation('caseFile')
  const phone = usePhone()
  const side = (
    <>
      <SafeContactNote file={file} />
      {phone ? <CaseClocks file={file} first /> : <CaseClocks file={file} />}
      {!phone && !incomplete && step === undefined && <StepsNow file={file} actions={actions} />}
    </>
  )
  return (
    <Page>
      <div className={style.page}>
        <CaseHeader file={file} />
        {incomplete && (
          <Note tone="bata" icon={<IconAlertTriangle size={18} aria-hidden />} title={t('incomplete')}>
            <p>{t('incompleteDetail')}</p>
          </Note>
        )}
        <Marked content={page} as="file" />
        <WithSide side={side} sideLabel={t('safe.title')} sideFirst>
          <Saved />
          {step === undefined ? (
            <CaseTabs file={file} timeline={timeline} />
          ) : incomplete ? null : step === 'catatan-bersama' && ref !== undefined ? (
            <RedactTexts file={file} subjectId={ref} />
          ) : isStep(step) ? (
            <StepForm key={`${step}-${ref ?? ''}`} file={file} step={step} about={ref} />
          ) : (
            <Empty fact={t('form.unknownStep')} />
          )}
          {phone && step === undefined && (
            <>
              <CaseClocks file={file} />
              {!incomplete && <StepsNow file={file} actions={actions} dueElsewhere />}
            </>
          )}
        </WithSide>
      </div>
      {phone && !incomplete && step === undefined && <PhoneActions page={page} />}
    </Page>
  )
}

/** What was just recorded, said once. */
function Saved() {
  const { t } = useTranslation(['caseFile', 'steps'])
  const state: unknown = useLocation().state
  useEffect(() => {
    // Said once: a page loaded anew says it no more.
    const kept: unknown = window.history.state
    if (typeof kept === 'object' && kept !== null) window.history.replaceState({ ...kept, usr: null }, '')
  }, [state])
  const saved = typeof state === 'object' && state !== null && 'saved' in state && typeof state.saved === 'string' ? state.saved : undefined
  if (!isStep(saved)) return null
  return (
    <p className={style.saved} role="status">
      <IconCircleCheck size={18} aria-hidden />
      {t('caseFile:form.saved', { step: t(`steps:step.${saved}`) })}
    </p>
  )
}

function PhoneActions({ page: { file, actions } }: { page: CasePage }) {
  const { t } = useTranslation('caseFile')
  const navigate = useNavigate()
  const { due } = useSteps(file, actions)
  const words = useDueWords(due)
  return (
    <ActionBar>
      {due !== null && (
        <Button tone="due" wide onClick={() => void navigate(stepPath(file.caseId, due.step, due.ref))}>
          {words}
        </Button>
      )}
      <Button tone="emergency" icon={<IconUrgent size={18} aria-hidden />} onClick={() => void navigate(stepPath(file.caseId, 'jalur-darurat'))}>
        {t('emergencyShort')}
      </Button>
    </ActionBar>
  )
}
