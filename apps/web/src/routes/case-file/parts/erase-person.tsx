import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseFile } from '../../../api/case-file'
import { erasurePreviewQuery } from '../../../api/cases'
import { useExplain } from '../../../api/explain'
import { useCodes } from '../../../api/reference'
import { useSession } from '../../../api/session'
import { Button } from '../../../components/button'
import { ChoiceButtons } from '../../../components/choice-buttons'
import { Dialog } from '../../../components/dialog'
import { SelectField, TextField } from '../../../components/text-field'
import { useAct } from '../use-act'

/** For the head of unit: erases one person in two steps, the reason first and then the case's number; or says that it was done. */
export function ErasePerson({ file, id, who }: { file: CaseFile; id: string; who: string }) {
  const { t } = useTranslation('caseFile')
  const [opened, setOpened] = useState(false)
  const mayErase = useSession().data?.permissions.includes('subject.erase') === true
  if (file.erased.includes(id)) return <span>{t('erasePerson.erased')}</span>
  if (file.erasing.includes(id)) return <span>{t('erasePerson.erasing')}</span>
  if (!mayErase) return null
  return (
    <>
      <Button
        size="row"
        onClick={() => {
          setOpened(true)
        }}
      >
        {t('erasePerson.button')}
      </Button>
      {opened && (
        <EraseDialog
          file={file}
          id={id}
          who={who}
          close={() => {
            setOpened(false)
          }}
        />
      )}
    </>
  )
}

function EraseDialog({ file, id, who, close }: { file: CaseFile; id: string; who: string; close: () => void }) {
  const { t } = useTranslation('caseFile')
  const codes = useCodes()
  const explain = useExplain()
  const act = useAct(file.caseId)
  const preview = useQuery(erasurePreviewQuery(file.caseId, id))
  const [step, setStep] = useState<'reason' | 'number'>('reason')
  const [why, setWhy] = useState('')
  const [texts, setTexts] = useState<'keep' | 'drop' | ''>('')
  const [typed, setTyped] = useState('')
  const [failed, setFailed] = useState('')
  const number = file.number ?? file.externalNumber ?? file.caseId
  const shared = preview.data?.sharedTexts.length ?? 0
  const ready = why !== '' && preview.isSuccess && (shared === 0 || texts === 'drop')
  const erase = async (): Promise<void> => {
    setFailed('')
    try {
      if (await act.send(`subjects/${id}/erasure`, { why, withoutTexts: texts === 'drop', confirmation: typed }, false)) close()
    } catch (error) {
      setFailed(explain(error))
    }
  }
  const cancel = { label: t('erasePerson.cancel'), onClick: close }
  const next = {
    label: t('erasePerson.next'),
    onClick: () => {
      if (ready) setStep('number')
    },
  }
  const last = { label: t('erasePerson.erase'), tone: 'emergency' as const, busy: act.busy, onClick: () => void erase() }
  return (
    <Dialog opened title={t('erasePerson.title', { who })} onClose={close} actions={[step === 'reason' ? next : last, cancel]}>
      {step === 'reason' ? (
        <>
          <p>{t('erasePerson.about')}</p>
          <SelectField
            id="erasure-why"
            label={t('erasePerson.why')}
            placeholder={t('erasePerson.choose')}
            options={codes.options('erasureReason')}
            value={why}
            onChange={setWhy}
          />
          {preview.isPending && <p>{t('erasePerson.looking')}</p>}
          {preview.isError && <p role="alert">{explain(preview.error)}</p>}
          {preview.isSuccess && preview.data.linkedParts > 0 && <p>{t('erasePerson.linked', { count: preview.data.linkedParts })}</p>}
          {shared > 0 && (
            <>
              <p>{t('erasePerson.shared', { count: shared })}</p>
              <ChoiceButtons
                id="erasure-texts"
                label={t('erasePerson.withoutTexts')}
                choices={[
                  { value: 'keep', label: t('erasePerson.keepTexts') },
                  { value: 'drop', label: t('erasePerson.dropTexts') },
                ]}
                value={texts}
                onChange={setTexts}
              />
            </>
          )}
        </>
      ) : (
        <TextField
          id="erasure-number"
          label={t('erasePerson.number')}
          hint={t('erasePerson.numberHint', { number })}
          error={failed === '' ? undefined : failed}
          value={typed}
          onChange={setTyped}
        />
      )}
    </Dialog>
  )
}
