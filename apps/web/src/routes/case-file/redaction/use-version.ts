import { useCallback, useEffect, useRef, useState } from 'react'
import { loadDraft } from '../../../api/drafts'
import { openText, type TextToRedact } from '../../../api/redaction'
import type { Saving } from '../../../components/saving-state'
import { useKeptDraft } from '../../../forms/use-kept-draft'

export interface Version {
  /** As it was written; undefined until it was opened. */
  original: string | undefined
  text: string
  type: (text: string) => void
  /** undefined while nothing was typed. */
  saving: Saving | undefined
  /** The server takes this draft no more: what was typed stands on the screen alone. */
  refused: boolean
  hidesAfterSeconds: number
  failed: unknown
  /** Saves what is still waiting. Gives whether all that was typed is kept. */
  flush: () => Promise<boolean>
  /** After the version itself was saved. */
  forget: () => Promise<void>
}

// The same person in two windows: what was typed last is kept. The server takes no empty draft.
const rules = {
  write: (text: string) => text,
  read: (body: string) => body,
  isWorthSaving: (text: string) => text.trim() !== '',
  onStale: 'overwrite',
} as const

/** Opens a text and keeps its other version on the server while it is typed; it begins as the text itself, from which the person is taken out. */
export function useVersion(of: TextToRedact): Version {
  const [opened, setOpened] = useState<{ text: string; hidesAfterSeconds: number }>()
  const [failed, setFailed] = useState<unknown>()
  const begun = useRef(of)
  const { content, saving, trouble, change, take, flush, forget } = useKeptDraft({
    id: of.draft.id,
    of: { kind: 'redaction', about: [of.subjectId, ...of.others] },
    start: { content: '', revision: of.draft.revision, savedAt: null },
    rules,
  })

  useEffect(() => {
    const leaving = new AbortController()
    const { draft } = begun.current
    void (async (): Promise<void> => {
      try {
        const [original, kept] = await Promise.all([openText(begun.current), draft.revision === null ? undefined : loadDraft(draft.id)])
        if (leaving.signal.aborted) return
        take({ content: kept?.body ?? original.text, revision: kept?.revision ?? null, savedAt: kept?.updatedAt ?? null })
        setOpened(original)
      } catch (error) {
        if (!leaving.signal.aborted) setFailed(error)
      }
    })()
    return () => {
      leaving.abort()
    }
  }, [take])

  const type = useCallback(
    (typed: string): void => {
      change(() => typed)
    },
    [change],
  )

  return {
    original: opened?.text,
    text: content,
    type,
    saving,
    refused: trouble === 'refused',
    hidesAfterSeconds: opened?.hidesAfterSeconds ?? 300,
    failed,
    flush,
    forget,
  }
}
