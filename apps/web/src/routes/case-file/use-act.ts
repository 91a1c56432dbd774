import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { actOnCase, caseQuery } from '../../api/cases'
import { useFormKey } from '../../api/form-key'
import { ApiProblem } from '../../api/problem'

export interface Act {
  busy: boolean
  /** Somebody else changed the case first; what was typed still stands in the form. */
  stale: boolean
  /** The revision that was seen when the form was opened: later entries are the colleague's. */
  seen: number | null
  /** Records it. Gives false where the revision had moved: the two versions are shown then. */
  send: (path: string, body: object, guarded: boolean) => Promise<boolean>
  settle: () => void
}

/**
 * Sends one form of a case: one key for all its tries, the seen revision where two people can collide, and afterwards the case anew.
 * After a conflict the fresh revision counts, so that saving again is a decision taken with both versions in sight.
 */
export function useAct(caseId: string): Act {
  const queries = useQueryClient()
  const key = useFormKey()
  const [busy, setBusy] = useState(false)
  const [stale, setStale] = useState(false)
  const running = useRef(false)
  const first = useRef<string | null>(undefined)
  const etag = useCallback(() => queries.getQueryData(caseQuery(caseId).queryKey)?.etag ?? null, [queries, caseId])
  first.current ??= etag()

  const send = useCallback(
    async (path: string, body: object, guarded: boolean): Promise<boolean> => {
      if (running.current) return false
      running.current = true
      setBusy(true)
      try {
        await actOnCase(caseId, path, body, key.headers(guarded ? first.current : undefined))
        key.renew()
        await queries.invalidateQueries({ queryKey: ['case', caseId] })
        void queries.invalidateQueries({
          predicate: ({ queryKey }) =>
            queryKey[0] !== 'case' && queryKey[0] !== 'session' && queryKey[0] !== 'installation' && queryKey[0] !== 'reference',
        })
        return true
      } catch (error) {
        if (!(error instanceof ApiProblem) || !error.isStale) throw error
        await queries.refetchQueries({ queryKey: ['case', caseId] })
        setStale(true)
        return false
      } finally {
        running.current = false
        setBusy(false)
      }
    },
    [caseId, key, queries],
  )

  const settle = useCallback(() => {
    first.current = etag()
    setStale(false)
  }, [etag])

  const seen = first.current === null ? null : Number(first.current.replaceAll('"', ''))
  return { busy, stale, seen, send, settle }
}
