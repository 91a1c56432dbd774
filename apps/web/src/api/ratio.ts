import { queryOptions } from '@tanstack/react-query'
import { ask } from './call'

export type RatioIndicator = 'rasio-kekerasan-terhadap-perempuan' | 'rasio-kekerasan-terhadap-anak'

/** One indicator of one year. Values are the server's exact decimal texts; null where nothing can be divided. */
export interface RatioRow {
  indicator: string
  numerator: number
  denominator: number | null
  per: number
  value: string | null
  reason?: string
  name: string
  label: string
  definition: { version: number; denominator: string; denominatorVersion: number }
  population: { year: number; sources: string[]; documents: string[]; status: string | null } | null
  warnings: string[]
  yearOnYear: { exact: string | null; document: string | null; reasonCode: string | null }
}

export interface RatioReport {
  year: number
  asOf: string
  lastEvent: string | null
  rows: RatioRow[]
  reconciliation: {
    victims: number
    women: number
    children: number
    adultMen: number
    unknown: number
    straddling: number
    erased: number
    balanced: boolean
  }
  incomplete: boolean
  /** Since when what it rests on is held still; null where it is up to date. */
  pausedSince: string | null
  importUnderWay: boolean
}

export interface RatioSeries {
  currentYear: number
  years: RatioReport[]
}

/** The annual ratios of several years, all as of the same instant. */
export const ratioSeriesQuery = (from: number, to: number) =>
  queryOptions({
    queryKey: ['ratio-series', from, to],
    gcTime: 0,
    queryFn: async ({ signal }): Promise<RatioSeries> =>
      (await ask<RatioSeries>(`/api/v1/indicators/ratio/series?from=${String(from)}&to=${String(to)}`, signal)).data,
  })
