import { newDraft, withPerson } from './draft'
import { householdOf } from './household'

const draft = newDraft(
  { day: '2026-11-20', time: '10:31' },
  ((): (() => string) => {
    let next = 0
    return () => (next++ === 0 ? 'v' : 'p')
  })(),
)
const related = (relation: string, shared = '') =>
  withPerson(withPerson(draft, 'perpetrators', 'p', 'relation.v', relation), 'perpetrators', 'p', 'shared.v', shared)

describe('domestic violence', () => {
  it.each([
    ['suami', '', true],
    ['ayah_kandung', 'tidak', true],
    ['saudara', 'ya', true],
    ['saudara', '', false],
    ['saudara', 'tidak', false],
    ['serumah_lain', '', true],
    ['tetangga', 'ya', false],
    ['mantan_suami_istri', 'ya', false],
  ])('is proposed from %s, shared household "%s": %s', (relation, shared, proposed) =>
    expect(householdOf(related(relation, shared)).proposed).toBe(proposed),
  )
})
