import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { deleteDraft, loadDraft, saveDraft, type DraftOf } from '../api/drafts'
import { sessionQuery } from '../api/session'
import type { DraftRules, DraftState, LoadedDraft } from './draft'
import { DraftKeeper } from './draft-keeper'

type Acts<Content> = Pick<DraftKeeper<Content>, 'change' | 'flush' | 'take' | 'keepMine' | 'takeSaved' | 'forget'>

/** What stands on the screen, whether it is kept, and what can be done; the acts stay the same from one drawing to the next. */
export type KeptDraft<Content> = DraftState<Content> & Acts<Content>

/** Fixed when the form is opened: what it is given later changes nothing. */
interface Opened<Content> {
  id: string
  of: DraftOf
  start: LoadedDraft<Content>
  rules: Omit<DraftRules<Content>, 'isWriterHere'>
}

/**
 * Keeps a form's draft on the server while it is typed. Nothing of it stays on this machine: where the network is lost, it stands on the
 * screen alone, and the words say so.
 */
export function useKeptDraft<Content>({ id, of, start, rules }: Opened<Content>): KeptDraft<Content> {
  const queries = useQueryClient()
  const [keeper] = useState(() => {
    const signedIn = (): string | undefined => queries.getQueryData(sessionQuery.queryKey)?.id
    const writer = signedIn()
    const place = {
      save: (body: string, revision: number | null) => saveDraft(id, body, revision, of),
      load: () => loadDraft(id),
      remove: () => deleteDraft(id),
    }
    return new DraftKeeper(start, place, { ...rules, isWriterHere: () => signedIn() === writer })
  })
  const state = useSyncExternalStore(keeper.subscribe, keeper.state)

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      if (keeper.isUnkept) event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => {
      // What is still on its way goes on while the tab is open.
      void keeper.leave().then(() => {
        window.removeEventListener('beforeunload', warn)
      })
    }
  }, [keeper])

  const { change, flush, take, keepMine, takeSaved, forget } = keeper
  return { ...state, change, flush, take, keepMine, takeSaved, forget }
}
