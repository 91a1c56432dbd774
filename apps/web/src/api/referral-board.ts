import { queryOptions } from '@tanstack/react-query'
import { ask } from './call'
import type { AnswerAt, Shape } from './shapes'

export type Board = AnswerAt<'/api/v1/referrals'>
export type BoardReferral = Shape<'BoardReferral'>
export type DeadEnd = Board['deadEnds'][number]
export type UnansweredNeed = Shape<'UnansweredNeed'>
export type InstitutionTimes = Shape<'InstitutionTimes'>

/** Where every open referral of the reader's scope stands. */
export const boardQuery = queryOptions({
  queryKey: ['referral-board'],
  gcTime: 0,
  queryFn: async ({ signal }): Promise<Board> => (await ask<Board>('/api/v1/referrals', signal)).data,
})
