import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listDrafts, loadDraft } from '../../api/drafts'
import { useExplain } from '../../api/explain'
import { randomId } from '../../api/form-key'
import { ApiProblem } from '../../api/problem'
import { Button } from '../../components/button'
import { Empty } from '../../components/empty'
import { Page } from '../../components/page'
import { PageTitle } from '../../components/page-title'
import { wallTime } from '../../forms/instant'
import { useFormat } from '../../i18n/format'
import { ComplaintForm, type Opened } from './complaint-form'
import { newDraft, readDraft } from './draft'
import { freshDraftId, keepDraftId, keptDraftId } from './kept-id'
import style from './new-complaint.module.css'

/** Looks for the draft this window was writing, else for an unfinished one of the same person. */
async function found(): Promise<{ mine: Awaited<ReturnType<typeof loadDraft>> | null; other: { id: string; updatedAt: string } | null }> {
  const id = keptDraftId()
  if (id !== null) {
    try {
      return { mine: await loadDraft(id), other: null }
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 404) throw error
    }
  }
  return { mine: null, other: (await listDrafts())[0] ?? null }
}

/** Takes a new complaint: opens the draft that was left, or offers an unfinished one, or begins anew. */
export function NewComplaint() {
  const { t } = useTranslation(['complaint', 'common'])
  const { zone, dayOf, asOf } = useFormat()
  const explain = useExplain()
  const [opened, setOpened] = useState<Opened>()
  const [resuming, setResuming] = useState(false)
  const [failed, setFailed] = useState<string>()
  const search = useQuery({ queryKey: ['draft-to-open'], queryFn: found, gcTime: 0, staleTime: 0, retry: false })
  const begin = (): Opened => {
    const now = new Date()
    return { id: freshDraftId(), content: newDraft({ day: dayOf(now), time: wallTime(now, zone) }, randomId), revision: null, savedAt: null }
  }
  const resume = (saved: Awaited<ReturnType<typeof loadDraft>>): Opened => {
    const content = readDraft(saved.body)
    keepDraftId(saved.id)
    return content === undefined ? begin() : { id: saved.id, content, revision: saved.revision, savedAt: saved.updatedAt }
  }
  const open = async (id: string): Promise<void> => {
    if (resuming) return
    setResuming(true)
    setFailed(undefined)
    try {
      setOpened(resume(await loadDraft(id)))
    } catch (error) {
      setFailed(explain(error))
    } finally {
      setResuming(false)
    }
  }
  if (opened !== undefined) return <ComplaintForm key={opened.id} opened={opened} />
  if (search.isPending || search.isFetching) return <Page>{t('complaint:draft.opening')}</Page>
  if (search.isError)
    return (
      <Page>
        <PageTitle title={t('complaint:title')} backTo="/" />
        <Empty fact={explain(search.error)} action={<Button onClick={() => void search.refetch()}>{t('common:retry')}</Button>} />
      </Page>
    )
  const { mine, other } = search.data
  if (mine !== null || other === null) {
    setOpened(mine === null ? begin() : resume(mine))
    return null
  }
  return (
    <Page>
      <PageTitle title={t('complaint:title')} backTo="/" />
      <div className={style.notice}>
        <span>{t('complaint:draft.found', { when: asOf(other.updatedAt) })}</span>
        <Button tone="due" busy={resuming} onClick={() => void open(other.id)}>
          {t('complaint:draft.resume')}
        </Button>
        <Button
          onClick={() => {
            setOpened(begin())
          }}
        >
          {t('complaint:draft.fresh')}
        </Button>
        {failed !== undefined && <p role="alert">{failed}</p>}
      </div>
    </Page>
  )
}
