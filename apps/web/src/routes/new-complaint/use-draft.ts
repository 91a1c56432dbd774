import { useCallback, useEffect, useRef, useState } from 'react'
import { deleteDraft, loadDraft, saveDraft } from '../../api/drafts'
import { ApiProblem, NetworkLost } from '../../api/problem'
import type { Saving } from '../../components/saving-state'
import { hasContent, readDraft, type Draft } from './draft'

const pause = 900
const again = 5_000

export type Trouble = 'session' | 'stale'

export interface KeptDraft {
  draft: Draft
  change: (next: (before: Draft) => Draft) => void
  /** undefined while nothing was typed. */
  saving: Saving | undefined
  trouble: Trouble | undefined
  /** Saves at once what is still waiting. */
  flush: () => Promise<void>
  /** Two windows had the same draft: keeps this screen's, or takes the saved one. */
  keepMine: () => Promise<void>
  takeSaved: () => Promise<void>
  forget: () => Promise<void>
}

/**
 * Keeps a draft on the server while it is typed. Nothing of it stays on this machine: where the network is lost, it stands on the screen
 * alone, and the words say so.
 * @param start the draft as it was loaded, with the revision that was seen; null for a new one
 */
export function useDraft(id: string, start: { draft: Draft; revision: number | null; savedAt: string | null }): KeptDraft {
  const [draft, setDraft] = useState(start.draft)
  const [saving, setSaving] = useState<Saving | undefined>(start.savedAt === null ? undefined : { state: 'saved', at: start.savedAt })
  const [trouble, setTrouble] = useState<Trouble>()
  const latest = useRef(start.draft)
  const revision = useRef(start.revision)
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  const dirty = useRef(false)
  const running = useRef<Promise<void>>(undefined)
  const over = useRef(false)

  const save = useCallback(async (): Promise<void> => {
    clearTimeout(waiting.current)
    await running.current
    if (!dirty.current || over.current) return
    dirty.current = false
    setSaving({ state: 'saving' })
    const work = (async (): Promise<void> => {
      try {
        const saved = await saveDraft(id, JSON.stringify(latest.current), revision.current)
        revision.current = saved.revision
        setTrouble(undefined)
        setSaving({ state: 'saved', at: saved.updatedAt })
      } catch (error) {
        dirty.current = true
        setSaving({ state: 'unsaved', safe: false })
        if (error instanceof ApiProblem && error.isStale) setTrouble('stale')
        else if (error instanceof ApiProblem && error.status === 401) setTrouble('session')
        if (error instanceof NetworkLost || (error instanceof ApiProblem && (error.status >= 500 || error.status === 401))) {
          waiting.current = setTimeout(() => void save(), again)
        }
      }
    })()
    running.current = work
    await work
  }, [id])

  const change = useCallback(
    (next: (before: Draft) => Draft): void => {
      latest.current = next(latest.current)
      setDraft(latest.current)
      if (!hasContent(latest.current)) return
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

  const keepMine = useCallback(async (): Promise<void> => {
    revision.current = (await loadDraft(id)).revision
    setTrouble(undefined)
    dirty.current = true
    await save()
  }, [id, save])

  const takeSaved = useCallback(async (): Promise<void> => {
    const saved = await loadDraft(id)
    const theirs = readDraft(saved.body)
    if (theirs === undefined) return
    revision.current = saved.revision
    latest.current = theirs
    dirty.current = false
    setDraft(theirs)
    setTrouble(undefined)
    setSaving({ state: 'saved', at: saved.updatedAt })
  }, [id])

  const forget = useCallback(async (): Promise<void> => {
    over.current = true
    clearTimeout(waiting.current)
    await running.current
    try {
      await deleteDraft(id)
    } catch {
      // It stays in the list of unfinished drafts until somebody throws it away; the complaint itself is saved.
    }
  }, [id])

  return { draft, change, saving, trouble, flush: save, keepMine, takeSaved, forget }
}
