import type { LoadedDraft } from '../../forms/draft'
import { useKeptDraft, type KeptDraft } from '../../forms/use-kept-draft'
import { hasContent, readDraft, type Draft } from './draft'

const rules = { write: JSON.stringify, read: readDraft, isWorthSaving: hasContent, onStale: 'ask' } as const

/** A complaint that is being taken: where two windows had it, the person chooses between them. */
export const useDraft = (id: string, start: LoadedDraft<Draft>): KeptDraft<Draft> => useKeptDraft({ id, of: { kind: 'complaint' }, start, rules })
