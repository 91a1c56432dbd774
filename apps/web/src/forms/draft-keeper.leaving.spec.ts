import { KeptText, settled } from './draft-server.fixture'

describe('a form that is left', () => {
  it('saves what still waits, and goes on until it is kept', async () => {
    const here = new KeptText()
    here.type('a')
    let isDone = false
    const left = here.keeper.leave().then(() => (isDone = true))
    await here.server.answer('lost')
    expect(here.keeper.isUnkept).toBe(true)
    expect(isDone).toBe(false)
    await here.quiet()
    await left
    expect(here.server.taken).toEqual(['a'])
    expect(here.keeper.isUnkept).toBe(false)
  })

  it('saves what was typed while a saving ran', async () => {
    const here = await KeptText.typed('a')
    here.type('ab')
    const left = here.keeper.leave()
    await here.quiet()
    await left
    expect(here.server.draft?.body).toBe('ab')
  })
})

describe('a draft that was sent', () => {
  it('is thrown away after the saving that runs, and never comes back', async () => {
    const here = await KeptText.typed('a')
    here.type('ab')
    const forgotten = here.keeper.forget()
    await settled()
    expect(here.server.asked).toEqual(['save'])
    expect(here.keeper.isUnkept).toBe(false)
    await here.server.answer()
    await here.server.answer()
    await forgotten
    here.type('abc')
    await here.keeper.leave()
    await here.quiet()
    expect(here.server.asked).toEqual(['save', 'remove'])
    expect(here.server.draft).toBeNull()
  })

  it('is left behind where it can’t be thrown away: what was sent stands', async () => {
    const here = await KeptText.kept('a')
    const forgotten = here.keeper.forget()
    await here.server.answer('lost')
    expect(await forgotten).toBeUndefined()
  })
})
