import type { Code } from './codes'

/** Spouses and partners, present or former: what mediation is decided on. */
const INTIMATE: ReadonlySet<Code> = new Set(['suami', 'istri', 'mantan_suami_istri', 'pacar', 'mantan_pacar'])

/** UU 23/2004 art. 2(1)a: spouses and children, adopted and step-children too, whether or not they live together. */
const ALWAYS_HOUSEHOLD: ReadonlySet<Code> = new Set(['suami', 'istri', 'ayah_kandung', 'ibu_kandung', 'orang_tua_tiri_angkat'])

/** Art. 2(1)b and c: other family, and who works in the household, where they live in it. */
const HOUSEHOLD_WHERE_SHARED: ReadonlySet<Code> = new Set(['saudara', 'keluarga_lain', 'serumah_lain', 'pekerja_rumah_tangga', 'majikan'])

export interface RelationFacts {
  readonly intimate: boolean
  /** Within the household of UU 23/2004 art. 2; proposes the flag kdrt. The place of the incident plays no part. */
  readonly household: boolean
}

/** @param sharedHousehold null where it is not known; somebody recorded as `serumah_lain` lives in the household unless it is denied */
export function relationFacts(relation: Code, sharedHousehold: boolean | null): RelationFacts {
  const shared = sharedHousehold ?? relation === 'serumah_lain'
  return { intimate: INTIMATE.has(relation), household: ALWAYS_HOUSEHOLD.has(relation) || (shared && HOUSEHOLD_WHERE_SHARED.has(relation)) }
}
