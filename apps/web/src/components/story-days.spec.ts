import { storyParts } from './story-days'

describe('a story', () => {
  it('gathers the entries of one day under one heading', () => {
    const parts = storyParts([
      { day: '2026-11-20', id: 1 },
      { day: '2026-11-20', id: 2 },
      { day: '2026-11-19', id: 3 },
    ])
    expect(parts.map((part) => (part.kind === 'day' ? part.entries.map((entry) => entry.id) : 'silence'))).toEqual([[1, 2], [3]])
  })
  it('names a silence of more than seven days', () => {
    expect(storyParts([{ day: '2026-11-20' }, { day: '2026-11-07' }])).toContainEqual({ kind: 'silence', days: 12, after: '2026-11-20' })
  })
  it('lets seven silent days pass', () => {
    expect(storyParts([{ day: '2026-11-20' }, { day: '2026-11-12' }]).every((part) => part.kind === 'day')).toBe(true)
  })
  it('has nothing to say of nothing', () => expect(storyParts([])).toEqual([]))
})
