import { useCallback, useEffect, useRef, useState } from 'react'
import { deleteDraft, loadDraft, saveDraft } from '../../../api/drafts'
import { ApiProblem } from '../../../api/problem'
import { openText, type TextToRedact } from '../../../api/redaction'
import type { Saving } from '../../../components/saving-state'

const pause = 900
const again = 5_000

export interface Version {
  /** As it was written; undefined until it was opened. */
  original: string | undefined
  text: string
  type: (text: string) => void
  /** undefined while nothing was typed. */
  saving: Saving | undefined
  hidesAfterSeconds: number
  failed: unknown
  /** Saves what is still waiting. Gives whether all that was typed is kept. */
  flush: () => Promise<boolean>
  /** After the version itself was saved. */
  forget: () => Promise<void>
}

/** Opens a text and keeps its other version on the server while it is typed; it begins as the text itself, from which the person is taken out. */
export function useVersion(of: TextToRedact): Version {
  const [opened, setOpened] = useState<{ text: string; hidesAfterSeconds: number }>()
  const [text, setText] = useState('')
  const [saving, setSaving] = useState<Saving>()
  const [failed, setFailed] = useState<unknown>()
  const latest = useRef('')
  const revision = useRef(of.draft.revision)
  const dirty = useRef(false)
  const over = useRef(false)
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  const running = useRef<Promise<void>>(undefined)
  const begun = useRef(of)

  useEffect(() => {
    const leaving = new AbortController()
    const { draft } = begun.current
    void (async (): Promise<void> => {
      try {
        const [original, kept] = await Promise.all([openText(begun.current), draft.revision === null ? undefined : loadDraft(draft.id)])
        if (leaving.signal.aborted) return
        latest.current = kept?.body ?? original.text
        revision.current = kept?.revision ?? null
        setText(latest.current)
        if (kept !== undefined) setSaving({ state: 'saved', at: kept.updatedAt })
        setOpened(original)
      } catch (error) {
        if (!leaving.signal.aborted) setFailed(error)
      }
    })()
    return () => {
      leaving.abort()
    }
  }, [])

  const save = useCallback(async (): Promise<boolean> => {
    clearTimeout(waiting.current)
    await running.current
    if (!dirty.current || over.current) return true
    dirty.current = false
    setSaving({ state: 'saving' })
    const { draft, subjectId, others } = begun.current
    const work = (async (): Promise<void> => {
      try {
        const kept = await saveDraft(draft.id, latest.current, revision.current, { kind: 'redaction', about: [subjectId, ...others] })
        revision.current = kept.revision
        setSaving({ state: 'saved', at: kept.updatedAt })
      } catch (error) {
        dirty.current = true
        setSaving({ state: 'unsaved', safe: false })
        // The same person in two windows: what was typed last is kept.
        if (error instanceof ApiProblem && error.isStale) revision.current = await seen(draft.id)
        if (!(error instanceof ApiProblem) || error.isStale || error.status >= 500 || error.status === 401)
          waiting.current = setTimeout(() => void save(), again)
      }
    })()
    running.current = work
    await work
    return !dirty.current
  }, [])

  const type = useCallback(
    (typed: string): void => {
      latest.current = typed
      setText(typed)
      if (typed === '') return
      dirty.current = true
      clearTimeout(waiting.current)
      waiting.current = setTimeout(() => void save(), pause)
    },
    [save],
  )

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      if (dirty.current && !over.current) event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => {
      window.removeEventListener('beforeunload', warn)
      if (dirty.current) void save()
    }
  }, [save])

  const forget = useCallback(async (): Promise<void> => {
    over.current = true
    clearTimeout(waiting.current)
    await running.current
    // It goes with the erasure, where it can't be thrown away now.
    await deleteDraft(begun.current.draft.id).catch(() => undefined)
  }, [])

  return { original: opened?.text, text, type, saving, hidesAfterSeconds: opened?.hidesAfterSeconds ?? 300, failed, flush: save, forget }
}

const seen = (id: string): Promise<number | null> =>
  loadDraft(id).then(
    ({ revision }) => revision,
    () => null,
  )
