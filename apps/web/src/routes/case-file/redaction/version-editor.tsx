import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useExplain } from '../../../api/explain'
import { randomId } from '../../../api/form-key'
import { nameInText, writeVersion, type TextToRedact } from '../../../api/redaction'
import { Button } from '../../../components/button'
import { ErrorSummary } from '../../../components/error-summary'
import { SavingState } from '../../../components/saving-state'
import { TextArea } from '../../../components/text-field'
import { usePhone } from '../../../components/use-phone'
import { useWayOut } from '../../../forms/use-way-out'
import style from './redaction.module.css'
import { useVersion } from './use-version'

/** How a text's editor was left. */
export type Left = 'saved' | 'goes' | 'closed' | 'idle'

/** A text as it was written, beside the version without the person that others will keep. Nothing typed is lost by leaving it. */
export function VersionEditor({ of, who, leave }: { of: TextToRedact; who: string; leave: (how: Left) => void }) {
  const { t } = useTranslation('caseFile')
  const explain = useExplain()
  const phone = usePhone()
  const version = useVersion(of)
  const { original, text, flush, hidesAfterSeconds } = version
  const [busy, setBusy] = useState(false)
  const [tried, setTried] = useState(0)
  const [failed, setFailed] = useState<string>()
  const key = useRef(randomId())
  const field = `version-${of.recordId}`
  const isOpen = original !== undefined
  const mayGo = useWayOut({ content: text, isRefused: version.refused, flush, line: `${field}-refused` })

  useEffect(() => {
    if (isOpen) document.getElementById(field)?.focus()
  }, [isOpen, field])
  useEffect(() => {
    if (!isOpen) return undefined
    // A name stands here: it is not left open on a desk nobody sits at.
    const timer = setTimeout(() => void flush().then((kept) => kept && leave('idle')), hidesAfterSeconds * 1000)
    return () => {
      clearTimeout(timer)
    }
  }, [isOpen, text, flush, hidesAfterSeconds, leave])

  const unchanged = text.trim() === original?.trim()
  const fault = tried === 0 ? undefined : text.trim() === '' ? t('redact.missing') : unchanged ? t('redact.unchanged', { who }) : undefined
  const act = async (how: 'saved' | 'goes', acts: () => Promise<unknown>): Promise<void> => {
    if (busy) return
    setBusy(true)
    setFailed(undefined)
    try {
      await acts()
      await version.forget()
      leave(how)
    } catch (error) {
      setFailed(explain(error))
      setTried((before) => before + 1)
    } finally {
      setBusy(false)
    }
  }
  const save = async (): Promise<void> => {
    if (text.trim() === '' || unchanged) {
      setTried(tried + 1)
      document.getElementById(field)?.focus()
      return
    }
    await act('saved', async () => {
      await writeVersion(of, text, key.current)
      if (!of.listed) await nameInText(of, key.current)
    })
  }
  const close = async (): Promise<void> => {
    if (await mayGo()) leave('closed')
  }
  if (version.failed !== undefined) {
    return (
      <div className={style.editor}>
        <ErrorSummary title={explain(version.failed)} attempt={1} />
        <Button
          tone="quiet"
          onClick={() => {
            leave('closed')
          }}
        >
          {t('redact.close')}
        </Button>
      </div>
    )
  }
  if (!isOpen) return <p role="status">{t('redact.opening')}</p>
  return (
    <form
      className={style.editor}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') void close()
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save()
      }}
    >
      {failed !== undefined && <ErrorSummary title={failed} attempt={tried} />}
      <div className={style.beside}>
        <section aria-labelledby={`${field}-original`} className={style.half}>
          <h4 id={`${field}-original`}>{t('redact.original')}</h4>
          <p className={style.original} tabIndex={0}>
            {original}
          </p>
        </section>
        <div className={style.half}>
          <TextArea
            id={field}
            label={t('redact.version', { who })}
            hint={t(of.listed ? 'redact.hint' : 'redact.hintUnlisted', { who })}
            error={fault}
            rows={phone ? 9 : 15}
            maxLength={20_000}
            value={text}
            onChange={version.type}
          />
          {version.refused ? (
            <p role="alert" id={`${field}-refused`} tabIndex={-1}>
              {t('redact.refused')}
            </p>
          ) : (
            version.saving !== undefined && <SavingState saving={version.saving} short />
          )}
        </div>
      </div>
      <p className={style.noted}>
        {t('redact.noted')} {!version.refused && t('redact.closesItself', { minutes: Math.round(hidesAfterSeconds / 60) })}
      </p>
      <div className={style.buttons}>
        <Button type="submit" tone="due" busy={busy}>
          {busy ? t('form.saving') : t('redact.save')}
        </Button>
        {!of.listed && of.others.length === 0 && (
          <Button busy={busy} onClick={() => void act('goes', () => nameInText(of, key.current))}>
            {t('redact.goes')}
          </Button>
        )}
        <Button tone="quiet" onClick={() => void close()}>
          {t('redact.close')}
        </Button>
      </div>
    </form>
  )
}
