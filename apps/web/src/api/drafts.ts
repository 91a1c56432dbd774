import { ask, tell } from './call'
import type { Shape } from './shapes'

export type SavedDraft = Shape<'DraftSummary'>

const address = (id: string): string => `/api/v1/drafts/${encodeURIComponent(id)}`

/** Which form it is, and people of a case whom it concerns: it goes when one of them is erased. */
export interface DraftOf {
  kind: 'complaint' | 'redaction'
  about?: readonly string[]
}

/** What was typed so far, sealed on the server. `revision` is the one the writer has seen; null for a new draft. */
export const saveDraft = async (id: string, body: string, revision: number | null, of: DraftOf): Promise<SavedDraft> =>
  (await tell<SavedDraft>('put', address(id), { body: { ...of, body, ...(revision === null ? {} : { revision }) } })).data

export const loadDraft = async (id: string): Promise<Shape<'Draft'>> => (await ask<Shape<'Draft'>>(address(id))).data

export const deleteDraft = async (id: string): Promise<void> => {
  await tell<unknown>('delete', address(id), {})
}

/** The person's own unfinished complaints, newest first; nothing of what was typed. */
export const listDrafts = async (): Promise<SavedDraft[]> =>
  (await ask<SavedDraft[]>('/api/v1/drafts')).data.filter(({ kind }) => kind === 'complaint')
