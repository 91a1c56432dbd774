import { textAt } from '../../forms/values'
import { relationKey, sharedKey, type Draft } from './draft'

// UU 23/2004 art. 2(1): spouses, children and parents always; other family, and who works in the household, where they live in it.
const always = new Set(['suami', 'istri', 'ayah_kandung', 'ibu_kandung', 'orang_tua_tiri_angkat'])
const whereShared = new Set(['saudara', 'keluarga_lain', 'serumah_lain', 'pekerja_rumah_tangga', 'majikan'])

/** Whether the question about a shared household changes anything for this relation. */
export const asksShared = (relation: string): boolean => whereShared.has(relation)

export interface Household {
  proposed: boolean
  /** The relation that makes it so. */
  relation?: string
  shared?: boolean
}

/** Proposes domestic violence from relation and shared household, never from the place; the server decides by the same rule. */
export function householdOf({ victims, perpetrators }: Draft): Household {
  for (const { values } of perpetrators) {
    for (const victim of victims) {
      const relation = textAt(values, relationKey(victim))
      if (always.has(relation)) return { proposed: true, relation }
      const answer = textAt(values, sharedKey(victim))
      const shared = answer === 'ya' || (answer === '' && relation === 'serumah_lain')
      if (shared && whereShared.has(relation)) return { proposed: true, relation, shared: true }
    }
  }
  return { proposed: false }
}
