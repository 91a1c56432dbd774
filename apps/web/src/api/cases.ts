import { queryOptions } from '@tanstack/react-query'
import { ask, tell, type CommandAnswer } from './call'
import type { CasePage } from './case-file'
import type { Answer } from './client'
import type { Shape } from './shapes'

const address = (caseId: string): string => `/api/v1/cases/${encodeURIComponent(caseId)}`

/** One case's file with its story and what may be done now; `etag` is its revision. */
export const caseQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['case', caseId],
    queryFn: ({ signal }): Promise<Answer<CasePage>> => ask<CasePage>(address(caseId), signal),
  })

/** Records something in a case. `headers` carry the form's key, and the revision where two people can collide. */
export const actOnCase = (caseId: string, path: string, body: object, headers: Record<string, string>): Promise<Answer<CommandAnswer>> =>
  tell<CommandAnswer>('post', `${address(caseId)}/${path}`, { body, headers })

/** What erasing somebody would take along; asked anew each time. */
export type ErasurePreview = Shape<'ErasurePreview'>

export const erasurePreviewQuery = (caseId: string, subjectId: string) =>
  queryOptions({
    queryKey: ['case', caseId, 'erasure', subjectId],
    gcTime: 0,
    queryFn: async ({ signal }): Promise<ErasurePreview> =>
      (await ask<ErasurePreview>(`${address(caseId)}/subjects/${subjectId}/erasure`, signal)).data,
  })

export type RevealReason = 'menghubungi_korban' | 'memastikan_orang' | 'menyiapkan_surat' | 'memeriksa_kasus_ganda'
export interface Identity {
  name: string | null
  nik: string | null
  phone: string | null
  address: string | null
}
export interface SafeContact {
  method: string
  /** 1 Monday … 7 Sunday; none: every day. */
  days: number[]
  from: string | null
  to: string | null
  whoMayAnswer: string
  detail: string | null
  codePhrase: string | null
}

async function reveal<Value>(caseId: string, what: string, ref: string, reason: RevealReason): Promise<Value> {
  return (await tell<{ value: Value }>('post', `${address(caseId)}/reveal`, { body: { what, ref, reason } })).data.value
}

/** Opens one person's identity; the server notes it. It is never kept beyond the minute in which it is shown. */
export const revealIdentity = (caseId: string, subjectId: string, reason: RevealReason): Promise<Identity> =>
  reveal<Identity>(caseId, 'identity', subjectId, reason)

export const revealSafeContact = (caseId: string, victimId: string): Promise<SafeContact> =>
  reveal<SafeContact>(caseId, 'safe-contact', victimId, 'menghubungi_korban')

export const revealText = (caseId: string, recordId: string): Promise<string> => reveal<string>(caseId, 'text', recordId, 'memastikan_orang')
