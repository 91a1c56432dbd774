import { commandId, deriveId, eventId, isUuid, randomUuid } from '#kernel'

describe('derived ids', () => {
  it('are the same for the same command and different for another', () => {
    const user = randomUuid()
    const first = commandId(user, 'cases', 'key-0001')
    expect(commandId(user, 'cases', 'key-0001')).toBe(first)
    expect(
      new Set([first, commandId(user, 'cases', 'key-0002'), commandId(user, 'referrals', 'key-0001'), commandId(randomUuid(), 'cases', 'key-0001')])
        .size,
    ).toBe(4)
    expect(eventId(first, 0)).not.toBe(eventId(first, 1))
    expect(isUuid(deriveId(first, 'victim', 0))).toBe(true)
  })

  it('do not run parts into each other', () => {
    const parent = randomUuid()
    expect(deriveId(parent, 'ab', 'c')).not.toBe(deriveId(parent, 'a', 'bc'))
  })
})
