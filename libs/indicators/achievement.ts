import { exact, indonesian, rounded } from './number-format'

/** Target against realisation, both as plain decimal text: `3.91`, `5.72`. */
export interface AchievementInput {
  readonly target: string
  /** null: not measured, never scored */
  readonly realised: string | null
  readonly polarity: 'lower' | 'higher'
}

export interface Achievement {
  /** *rasio dokumen*, R/T × 100, as the reports compute it whatever the polarity */
  readonly document: string | null
  /** *capaian menurut polaritas*: (2T − R)/T for lower-is-better, R/T for higher-is-better */
  readonly byPolarity: string | null
  readonly documentDisplay: string
  readonly byPolarityDisplay: string
  readonly reached: boolean | null
}

const shown = (text: string | null): string => (text === null ? 'NA' : indonesian(text))

/** T = 0: reached without a percentage where R is 0, else not reached, `NA`. */
export function achievement({ target, realised, polarity }: AchievementInput): Achievement {
  if (realised === null) return { document: null, byPolarity: null, documentDisplay: 'NA', byPolarityDisplay: 'NA', reached: null }
  const t = new exact(target)
  const r = new exact(realised)
  const reached = polarity === 'lower' ? r.lte(t) : r.gte(t)
  if (t.isZero())
    return { document: null, byPolarity: null, documentDisplay: 'NA', byPolarityDisplay: 'NA', reached: polarity === 'lower' ? r.isZero() : reached }
  const document = rounded(r.div(t).times(100))
  const byPolarity = polarity === 'lower' ? rounded(t.times(2).minus(r).div(t).times(100)) : document
  return { document, byPolarity, documentDisplay: shown(document), byPolarityDisplay: shown(byPolarity), reached }
}
