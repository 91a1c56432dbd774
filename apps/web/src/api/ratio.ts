import { queryOptions } from '@tanstack/react-query'
import { ask } from './call'
import type { AnswerAt, Shape } from './shapes'

export type RatioIndicator = 'rasio-kekerasan-terhadap-perempuan' | 'rasio-kekerasan-terhadap-anak'

/** One indicator of one year. Values are the server's exact decimal texts; null where nothing can be divided. */
export type RatioRow = Shape<'RatioRow'>
export type RatioReport = Shape<'RatioReport'>
export type RatioSeries = AnswerAt<'/api/v1/indicators/ratio/series'>

/** The annual ratios of several years, all as of the same instant. */
export const ratioSeriesQuery = (from: number, to: number) =>
  queryOptions({
    queryKey: ['ratio-series', from, to],
    gcTime: 0,
    queryFn: async ({ signal }): Promise<RatioSeries> =>
      (await ask<RatioSeries>(`/api/v1/indicators/ratio/series?from=${String(from)}&to=${String(to)}`, signal)).data,
  })
