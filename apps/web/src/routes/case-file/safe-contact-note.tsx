import { useQueryClient } from '@tanstack/react-query'
import { IconClockOff, IconEye, IconEyeOff, IconShieldCheck, IconUrgent } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isErased, type CaseFile, type FileVictim } from '../../api/case-file'
import { actOnCase, revealIdentity, revealSafeContact, type SafeContact } from '../../api/cases'
import { useExplain } from '../../api/explain'
import { randomId } from '../../api/form-key'
import { useCodes } from '../../api/reference'
import { Button, ButtonLink } from '../../components/button'
import { useNow } from '../../components/now'
import { Note } from '../../components/side-section'
import { weekdays } from '../../forms/safe-contact-field'
import { useFormat } from '../../i18n/format'
import { inSentence } from '../../i18n/in-sentence'
import style from './case-file.module.css'
import { useRecordable } from './recordable'
import { isInSafeWindow } from './safe-window'
import { stepPath } from './steps/all-steps'

const shownFor = 60_000

/** How each victim is safely reached, behind a button of its own; shown before any call or message. */
export function SafeContactNote({ file }: { file: CaseFile }) {
  const { t } = useTranslation('caseFile')
  const victims = file.victims.filter(({ voided, victimId }) => !voided && !isErased(file, victimId))
  if (victims.length === 0) return null
  return (
    <Note tone="nila" icon={<IconShieldCheck size={18} aria-hidden />} title={t('safe.title')}>
      {victims.map((victim) => (
        <div key={victim.victimId} className={style.safe}>
          {file.victims.length > 1 && <strong>{t('person.victim', { number: victim.ordinal })}</strong>}
          {victim.safeContact === null ? <Missing file={file} victim={victim} /> : <Contact file={file} victim={victim} />}
        </div>
      ))}
    </Note>
  )
}

function Missing({ file, victim }: { file: CaseFile; victim: FileVictim }) {
  const { t } = useTranslation(['caseFile', 'steps'])
  const recordable = useRecordable(file.caseId)
  return (
    <>
      <p>{t('caseFile:safe.missing')}</p>
      {recordable && (
        <ButtonLink size="row" to={stepPath(file.caseId, 'kontak-aman', victim.victimId)}>
          {t('steps:step.kontak-aman')}
        </ButtonLink>
      )}
    </>
  )
}

interface Shown {
  contact: SafeContact
  until: number
  phone?: string
}

function Contact({ file, victim }: { file: CaseFile; victim: FileVictim }) {
  const queries = useQueryClient()
  const { t } = useTranslation(['caseFile', 'common'])
  const explain = useExplain()
  const [shown, setShown] = useState<Shown>()
  const [failed, setFailed] = useState('')
  const [left, setLeft] = useState(60)
  const until = shown?.until
  useEffect(() => {
    if (until === undefined) return undefined
    const timer = setInterval(() => {
      const rest = Math.ceil((until - Date.now()) / 1000)
      if (rest > 0) setLeft(rest)
      else setShown(undefined)
    }, 500)
    return () => {
      clearInterval(timer)
    }
  }, [until])
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setFailed('')
    try {
      await work()
    } catch (error) {
      setFailed(explain(error))
    }
  }
  const open = (): Promise<void> =>
    attempt(async () => {
      const contact = await revealSafeContact(file.caseId, victim.victimId)
      setLeft(60)
      setShown({ contact, until: Date.now() + shownFor })
    })
  const call = (danger: boolean): Promise<void> =>
    attempt(async () => {
      if (danger) {
        const body = { victimIds: [victim.victimId], kind: 'kontak_keselamatan', actedAt: new Date(Date.now() - 1000).toISOString() }
        await actOnCase(file.caseId, 'emergency-actions', body, { 'Idempotency-Key': randomId() })
        void queries.invalidateQueries({ queryKey: ['case', file.caseId] })
      }
      const { phone } = await revealIdentity(file.caseId, victim.victimId, 'menghubungi_korban')
      setLeft(60)
      setShown((before) => (before === undefined ? before : { ...before, until: Date.now() + shownFor, phone: phone ?? '' }))
    })
  return (
    <>
      {shown === undefined ? (
        <>
          <Button size="row" icon={<IconEye size={16} aria-hidden />} onClick={() => void open()}>
            {t('caseFile:safe.show')}
          </Button>
          <p className={style.small}>{t('caseFile:safe.closed')}</p>
        </>
      ) : (
        <Opened
          shown={shown}
          call={(danger) => void call(danger)}
          left={left}
          close={() => {
            setShown(undefined)
          }}
        />
      )}
      {failed !== '' && (
        <p role="alert" className={style.failed}>
          {failed}
        </p>
      )}
    </>
  )
}

function Opened({ shown, call, left, close }: { shown: Shown; call: (danger: boolean) => void; left: number; close: () => void }) {
  const { t } = useTranslation(['caseFile', 'common'])
  const codes = useCodes()
  const { zone } = useFormat()
  const now = useNow()
  const { contact, phone } = shown
  const inside = isInSafeWindow(contact, new Date(now), zone)
  const window = useWindowWords(contact)
  return (
    <div className={style.safe} role="status">
      <p>{window}</p>
      <p>{t('caseFile:safe.answers', { who: inSentence(codes.label('whoMayAnswer', contact.whoMayAnswer)) })}</p>
      {contact.detail !== null && <p>{contact.detail}</p>}
      {contact.codePhrase !== null && <p>{t('caseFile:safe.code', { phrase: contact.codePhrase })}</p>}
      {inside ? (
        <span className={style.inside}>{t('caseFile:safe.inside')}</span>
      ) : (
        <span className={style.outside}>
          <IconClockOff size={16} aria-hidden />
          {t('caseFile:safe.outside')}
        </span>
      )}
      {phone !== undefined ? (
        <strong>{phone === '' ? t('caseFile:safe.noPhone') : t('caseFile:safe.phone', { phone })}</strong>
      ) : inside ? (
        <Button
          size="row"
          onClick={() => {
            call(false)
          }}
        >
          {t('caseFile:safe.number')}
        </Button>
      ) : (
        <>
          <Button
            size="row"
            tone="emergency"
            icon={<IconUrgent size={16} aria-hidden />}
            onClick={() => {
              call(true)
            }}
          >
            {t('caseFile:safe.danger')}
          </Button>
          <p className={style.small}>{t('caseFile:safe.dangerAbout')}</p>
        </>
      )}
      <span className={style.outside}>{t('caseFile:safe.closesIn', { seconds: left })}</span>
      <Button size="row" icon={<IconEyeOff size={16} aria-hidden />} onClick={close}>
        {t('common:close')}
      </Button>
    </div>
  )
}

/** "WhatsApp, Senin, Selasa 13.00–15.00" */
function useWindowWords({ method, days, from, to }: SafeContact): string {
  const { t } = useTranslation('caseFile')
  const codes = useCodes()
  const { language } = useFormat()
  const names = weekdays(language)
  const dot = (time: string): string => time.replace(':', '.')
  const sorted = [...days].sort((a, b) => a - b)
  const run = sorted.length > 2 && sorted.every((one, index) => index === 0 || one === (sorted[index - 1] ?? 0) + 1)
  const name = (one: number | undefined): string => names.find(({ value }) => value === String(one))?.label ?? ''
  const dayWords =
    days.length === 0 || days.length === 7 ? t('safe.everyDay') : run ? `${name(sorted[0])}–${name(sorted.at(-1))}` : sorted.map(name).join(', ')
  const hours =
    from !== null && to !== null
      ? t('safe.hours', { from: dot(from), to: dot(to) })
      : from !== null
        ? t('safe.fromOn', { from: dot(from) })
        : to !== null
          ? t('safe.until', { to: dot(to) })
          : t('safe.anyTime')
  return t('safe.window', { method: codes.label('contactMethod', method), days: dayWords, hours })
}
