import { readerNotice } from './reader-notice'

describe('what the terminal says of readers', () => {
  it('names an interruption by its code', () => {
    const line = readerNotice({ kind: 'interrupted', reason: 'log.unavailable' })
    expect(line).toBe('Pembaca terhenti: log.unavailable. (Readers were interrupted: log.unavailable.)')
  })

  it('names a parked stream and its reader', () => {
    const line = readerNotice({ kind: 'parked', model: 'case-list', stream: 'case-1' })
    expect(line).toBe('Pembaca case-list: case-1 ditahan. (Reader case-list: case-1 is parked.)')
  })

  it('is silent where all is well', () => {
    expect([
      readerNotice({ kind: 'working', fence: 1 }),
      readerNotice({ kind: 'waiting' }),
      readerNotice({ kind: 'reached', position: '1' }),
    ]).toEqual([null, null, null])
  })
})
