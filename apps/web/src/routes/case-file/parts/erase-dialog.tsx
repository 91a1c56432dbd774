import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { useTranslation } from 'react-i18next'
import type { CaseFile } from '../../../api/case-file'
import { erasurePreviewQuery } from '../../../api/cases'
import { useExplain } from '../../../api/explain'
import { useCodes } from '../../../api/reference'
import { ChoiceButtons } from '../../../components/choice-buttons'
import { Dialog, type DialogAction } from '../../../components/dialog'
import { ErrorSummary } from '../../../components/error-summary'
import { SelectField, TextField } from '../../../components/text-field'
import style from '../case-file.module.css'
import { useAct } from '../use-act'

type Texts = 'keep' | 'drop' | ''

/** Two steps, because it can't be taken back: why, and what goes along; then the case's number, typed. */
export function EraseDialog({ file, id, who, close }: { file: CaseFile; id: string; who: string; close: () => void }) {
  const { t } = useTranslation('caseFile')
  const explain = useExplain()
  const act = useAct(file.caseId)
  const preview = useQuery(erasurePreviewQuery(file.caseId, id))
  const [step, setStep] = useState<'reason' | 'number'>('reason')
  const [why, setWhy] = useState('')
  const [texts, setTexts] = useState<Texts>('')
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(0)
  const [failed, setFailed] = useState('')
  const [unanswered, setUnanswered] = useState(0)
  const number = file.number ?? file.externalNumber ?? file.caseId
  const navigate = useNavigate()
  const shared = preview.data?.sharedTexts ?? 0
  const toRead = (['unlisted', 'naming'] as const).flatMap((which) => {
    const count = preview.data?.[`${which}Texts`] ?? 0
    return count === 0 ? [] : [{ which, count }]
  })
  const toTexts = (): void => void navigate(`/kasus/${file.caseId}/catatan-bersama/${id}`)
  const faults = {
    why: tried > 0 && why === '' ? t('erasePerson.whyMissing') : undefined,
    texts: tried === 0 || shared === 0 || texts === 'drop' ? undefined : t(texts === '' ? 'erasePerson.textsMissing' : 'erasePerson.textsFirst'),
  }
  const next = async (): Promise<void> => {
    setTried(tried + 1)
    if (why === '') return document.getElementById('erasure-why')?.focus()
    // who is quicker than the answer need not press again
    const found = preview.data ?? (await preview.refetch({ cancelRefetch: false })).data
    if (found && (found.sharedTexts === 0 || texts === 'drop')) setStep('number')
    else setUnanswered(tried + 1)
  }
  useEffect(() => {
    // The question may have come with the answer that was waited for, and stands only now.
    if (unanswered > 0) document.getElementById('erasure-texts')?.focus()
  }, [unanswered])
  const erase = async (): Promise<void> => {
    setFailed('')
    try {
      if (await act.send(`subjects/${id}/erasure`, { why, withoutTexts: texts === 'drop', confirmation: typed }, false)) close()
    } catch (error) {
      setFailed(explain(error))
      document.getElementById('erasure-number')?.focus()
    }
  }
  const cancel: DialogAction = { label: t('erasePerson.cancel'), onClick: close }
  const go: DialogAction =
    step === 'reason'
      ? shared > 0 && texts === 'keep'
        ? { label: t('erasePerson.writeTexts'), tone: 'due', onClick: toTexts }
        : { label: t('erasePerson.next'), busy: tried > 0 && why !== '' && preview.isFetching, onClick: () => void next() }
      : { label: t('erasePerson.erase'), tone: 'emergency', busy: act.busy, onClick: () => void erase() }
  return (
    <Dialog opened title={t('erasePerson.title', { who })} onClose={close} onEnter={go.onClick} actions={[go, cancel]}>
      {step === 'reason' ? (
        <>
          <p>{t('erasePerson.about')}</p>
          <Reason value={why} onChange={setWhy} error={faults.why} />
          {preview.isPending && <p role="status">{t('erasePerson.looking')}</p>}
          {preview.isError && (
            <ErrorSummary title={explain(preview.error)} attempt={tried}>
              {null}
            </ErrorSummary>
          )}
          {preview.isSuccess && preview.data.linkedParts > 0 && <p>{t('erasePerson.linked', { count: preview.data.linkedParts })}</p>}
          {toRead.length > 0 && (
            <p>
              {toRead.map(({ which, count }) => `${t(`erasePerson.${which}`, { count })} `)}
              <button type="button" className={style.link} onClick={toTexts}>
                {t('erasePerson.readTexts')}
              </button>
            </p>
          )}
          {shared > 0 && <SharedTexts count={shared} value={texts} onChange={setTexts} error={faults.texts} />}
        </>
      ) : (
        <TextField
          id="erasure-number"
          autoFocus
          label={t('erasePerson.number')}
          hint={t('erasePerson.numberHint', { number, who })}
          error={failed === '' ? undefined : failed}
          value={typed}
          onChange={setTyped}
        />
      )}
    </Dialog>
  )
}

interface Asked<Value extends string> {
  value: Value
  onChange: (value: Value) => void
  error: string | undefined
}

function Reason({ value, onChange, error }: Asked<string>) {
  const { t } = useTranslation('caseFile')
  const codes = useCodes()
  return (
    <SelectField
      id="erasure-why"
      label={t('erasePerson.why')}
      placeholder={t('erasePerson.choose')}
      options={codes.options('erasureReason')}
      error={error}
      value={value}
      onChange={onChange}
    />
  )
}

function SharedTexts({ count, value, onChange, error }: Asked<Texts> & { count: number }) {
  const { t } = useTranslation('caseFile')
  return (
    <ChoiceButtons
      id="erasure-texts"
      label={t('erasePerson.withoutTexts')}
      hint={t('erasePerson.shared', { count })}
      error={error}
      choices={[
        { value: 'keep', label: t('erasePerson.keepTexts') },
        { value: 'drop', label: t('erasePerson.dropTexts') },
      ]}
      value={value}
      onChange={onChange}
    />
  )
}
