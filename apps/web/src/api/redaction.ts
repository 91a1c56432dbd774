import { queryOptions } from '@tanstack/react-query'
import { ask, tell, type CommandAnswer } from './call'
import type { Shape } from './shapes'

export type TextToRedact = Shape<'TextToRedact'>
export type TextsToRedact = Shape<'TextsToRedact'>

const address = (caseId: string): string => `/api/v1/cases/${encodeURIComponent(caseId)}`

/** What somebody has to read before a person is erased: texts that others need, and texts that list nobody. */
export const textsToRedactQuery = (caseId: string, subjectId: string) =>
  queryOptions({
    queryKey: ['case', caseId, 'texts', subjectId],
    gcTime: 0,
    queryFn: async ({ signal }): Promise<TextsToRedact> => (await ask<TextsToRedact>(`${address(caseId)}/subjects/${subjectId}/texts`, signal)).data,
  })

interface Opened {
  fields: { field: string; value: unknown }[]
  hidesAfterSeconds: number
}

/** Opens a text to be read beside its other version; the server notes it. @returns its parts, one under the other */
export async function openText({ caseId, recordId }: TextToRedact): Promise<{ text: string; hidesAfterSeconds: number }> {
  const { fields, hidesAfterSeconds } = (await tell<Opened>('post', `${address(caseId)}/texts/${recordId}/open`, { body: {} })).data
  return { text: fields.map(({ value }) => wordsOf(value)).join('\n\n'), hidesAfterSeconds }
}

const wordsOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? Object.values(value).map(wordsOf).join('\n') : typeof value === 'string' ? value : ''

/** Writes the version without the person, about those who stay. `key` is one for all tries of one form. */
export const writeVersion = async ({ caseId, recordId, others }: TextToRedact, text: string, key: string): Promise<CommandAnswer> =>
  (
    await tell<CommandAnswer>('post', `${address(caseId)}/redacted-texts`, {
      body: { replaces: recordId, about: others, text },
      headers: { 'Idempotency-Key': `${key}-version` },
    })
  ).data

/** Says that a text that listed nobody is about this person, too: it goes with them. */
export const nameInText = async ({ caseId, recordId, subjectId }: TextToRedact, key: string): Promise<CommandAnswer> =>
  (
    await tell<CommandAnswer>('post', `${address(caseId)}/text-subjects`, {
      body: { recordId, about: [subjectId] },
      headers: { 'Idempotency-Key': `${key}-named` },
    })
  ).data
