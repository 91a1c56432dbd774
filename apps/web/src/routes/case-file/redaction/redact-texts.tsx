import { IconCircleCheck, IconPencil, IconUserSearch } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseFile } from '../../../api/case-file'
import { useExplain } from '../../../api/explain'
import { textsToRedactQuery, type TextToRedact } from '../../../api/redaction'
import { useSession } from '../../../api/session'
import { Button, ButtonLink } from '../../../components/button'
import { Chip } from '../../../components/chip'
import { Empty } from '../../../components/empty'
import { Sheet, SheetGroup } from '../../../components/sheet'
import { useWho } from '../parts/who'
import style from './redaction.module.css'
import { useTextWords } from './text-words'
import { VersionEditor, type Left } from './version-editor'

const keyOf = ({ caseId, recordId }: Pick<TextToRedact, 'caseId' | 'recordId'>): string => `${caseId}-${recordId}`

/**
 * The texts that have to be read before somebody is erased, one by one: others need those that are about them, too, in a version
 * without the person; and of those that list nobody, or others alone but hold the person's name, a human says whether they are about
 * the person.
 */
export function RedactTexts({ file, subjectId }: { file: CaseFile; subjectId: string }) {
  const { t } = useTranslation(['caseFile', 'common'])
  const explain = useExplain()
  const queries = useQueryClient()
  const query = textsToRedactQuery(file.caseId, subjectId)
  const answer = useQuery(query)
  const mayErase = useSession().data?.permissions.includes('subject.erase') === true
  const who = useWho(file)(subjectId) ?? t('caseFile:redact.person')
  const [open, setOpen] = useState<string>()
  const [said, setSaid] = useState('')
  const back = useRef<string>(undefined)
  const heading = useRef<HTMLHeadingElement>(null)

  const leave = useCallback(
    (key: string, how: Left): void => {
      back.current = key
      setOpen(undefined)
      setSaid(how === 'closed' ? '' : t(`caseFile:redact.said.${how}`))
      if (how === 'closed' || how === 'idle') void queries.invalidateQueries({ queryKey: ['case', file.caseId, 'texts'] })
      else void queries.invalidateQueries({ queryKey: ['case', file.caseId] })
    },
    [file.caseId, queries, t],
  )
  useEffect(() => {
    // Back at the button it was opened from, or on top where that is gone.
    if (open !== undefined || back.current === undefined) return
    ;(document.getElementById(`open-${back.current}`) ?? heading.current)?.focus()
    back.current = undefined
  }, [open])

  const isHere = answer.isSuccess
  useEffect(() => {
    if (isHere) heading.current?.focus()
  }, [isHere])

  if (answer.isPending) return <p role="status">{t('common:loading')}</p>
  if (answer.isError)
    return <Empty fact={explain(answer.error)} action={<Button onClick={() => void answer.refetch()}>{t('common:retry')}</Button>} />
  const { texts, elsewhere, notSearched } = answer.data
  const listed = texts.filter((text) => text.listed)
  const naming = texts.filter((text) => !text.listed && text.others.length > 0)
  const unlisted = texts.filter((text) => !text.listed && text.others.length === 0)
  const left = listed.filter(({ redacted }) => !redacted).length + elsewhere
  const rows = (some: readonly TextToRedact[]) =>
    some.map((text) => {
      const key = keyOf(text)
      return (
        <Row
          key={key}
          file={file}
          text={text}
          who={who}
          id={`open-${key}`}
          opened={open === key}
          open={() => {
            setSaid('')
            setOpen(key)
          }}
          leave={leave}
        />
      )
    })
  return (
    <div className={style.page}>
      <Sheet label={t('caseFile:redact.title', { who })}>
        <div className={style.intro}>
          <h2 ref={heading} tabIndex={-1}>
            {t('caseFile:redact.title', { who })}
          </h2>
          <p>{t('caseFile:redact.about', { who })}</p>
          <p role="status" className={style.done}>
            {said}
          </p>
          {elsewhere > 0 && <p>{t('caseFile:redact.elsewhere', { count: elsewhere })}</p>}
          {notSearched > 0 && <p>{t('caseFile:redact.notSearched', { count: notSearched, who })}</p>}
          <div className={style.acts}>
            <strong>{left === 0 ? t('caseFile:redact.ready', { who }) : t('caseFile:redact.left', { count: left })}</strong>
            {mayErase && left === 0 && (
              <ButtonLink tone="due" to={`/kasus/${file.caseId}?bagian=orang`} state={{ erase: subjectId }}>
                {t('caseFile:redact.continue')}
              </ButtonLink>
            )}
            <ButtonLink tone="quiet" to={`/kasus/${file.caseId}?bagian=orang`}>
              {t('caseFile:redact.back')}
            </ButtonLink>
          </div>
        </div>
        {listed.length > 0 && (
          <SheetGroup title={t('caseFile:redact.listed')} count={listed.length}>
            {rows(listed)}
          </SheetGroup>
        )}
        {naming.length > 0 && (
          <SheetGroup title={t('caseFile:redact.naming', { who })} count={naming.length}>
            <p className={`${style.row ?? ''} ${style.meta ?? ''}`}>{t('caseFile:redact.namingAbout', { who })}</p>
            {rows(naming)}
          </SheetGroup>
        )}
        {unlisted.length > 0 && (
          <SheetGroup title={t('caseFile:redact.unlisted')} count={unlisted.length}>
            <p className={`${style.row ?? ''} ${style.meta ?? ''}`}>{t('caseFile:redact.unlistedAbout', { who })}</p>
            {rows(unlisted)}
          </SheetGroup>
        )}
      </Sheet>
    </div>
  )
}

interface RowProps {
  file: CaseFile
  text: TextToRedact
  who: string
  id: string
  opened: boolean
  open: () => void
  leave: (key: string, how: Left) => void
}

function Row({ file, text, who, id, opened, open, leave }: RowProps) {
  const { t } = useTranslation('caseFile')
  const { title, meta } = useTextWords(file)(text)
  const act = t(text.redacted ? 'redact.again' : text.listed ? 'redact.open' : 'redact.read')
  const key = keyOf(text)
  const left = useCallback(
    (how: Left): void => {
      leave(key, how)
    },
    [key, leave],
  )
  return (
    <article className={style.row} aria-label={title}>
      <div className={style.head}>
        <div>
          <h3>{title}</h3>
          <p className={style.meta}>{meta}</p>
        </div>
        <div className={style.acts}>
          {text.redacted && (
            <Chip icon={<IconCircleCheck size={16} aria-hidden />} tone="daun">
              {t('redact.written')}
            </Chip>
          )}
          {text.names && (
            <Chip icon={<IconUserSearch size={16} aria-hidden />} tone="kunyit">
              {t('redact.names', { who })}
            </Chip>
          )}
          {text.draft.revision !== null && !opened && (
            <Chip tone="kunyit" icon={<IconPencil size={16} aria-hidden />}>
              {t('redact.drafted')}
            </Chip>
          )}
          {!text.mayOpen ? (
            <span className={style.meta}>{t('redact.own')}</span>
          ) : (
            !opened && (
              <Button id={id} size="row" icon={<IconPencil size={16} aria-hidden />} aria-label={t('redact.openLong', { act, title })} onClick={open}>
                {act}
              </Button>
            )
          )}
        </div>
      </div>
      {opened && <VersionEditor of={text} who={who} leave={left} />}
    </article>
  )
}
