import { ApiProblem } from '../api/problem'
import type { Saving } from '../components/saving-state'

/** Why it isn't kept, where the person has to do something: sign in again, choose between two windows' versions, or leave without it. */
export type Trouble = 'session' | 'stale' | 'refused'

/** Where one draft is kept. Its calls fail as those of the server do. */
export interface DraftPlace {
  save: (body: string, revision: number | null) => Promise<{ revision: number; updatedAt: string }>
  load: () => Promise<{ body: string; revision: number; updatedAt: string }>
  remove: () => Promise<void>
}

export interface DraftState<Content> {
  content: Content
  /** undefined while nothing was typed. */
  saving: Saving | undefined
  trouble: Trouble | undefined
}

/** A draft as it was loaded; `revision` is null for a new one. */
export interface LoadedDraft<Content> {
  content: Content
  revision: number | null
  savedAt: string | null
}

export interface DraftRules<Content> {
  write: (content: Content) => string
  /** undefined where what was saved can't be read. */
  read: (body: string) => Content | undefined
  /** Whether there is something to save. */
  isWorthSaving: (content: Content) => boolean
  /** Where another window saved the same draft: what was typed last is kept, or the person is asked. */
  onStale: 'overwrite' | 'ask'
  /** Whether who began to write is still who is signed in: nobody's draft is saved as somebody else's. */
  isWriterHere: () => boolean
}

export const stateOf = <Content>({ content, savedAt }: LoadedDraft<Content>): DraftState<Content> => ({
  content,
  saving: savedAt === null ? undefined : { state: 'saved', at: savedAt },
  trouble: undefined,
})

/** Calls back later. @returns takes it back */
export type Later = (ms: number, act: () => void) => () => void

/** `away`: no answer came, or none of the product's own; whether it was saved isn't known. */
export type Failure = Trouble | 'away'

export function failureOf(error: unknown): Failure {
  if (!(error instanceof ApiProblem) || error.status >= 500) return 'away'
  if (error.isStale) return 'stale'
  return error.status === 401 ? 'session' : 'refused'
}
