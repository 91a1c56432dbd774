import { AGAIN, PAUSE } from './draft-keeper'
import { KeptText, settled } from './draft-server.fixture'

describe('a draft that is typed', () => {
  it('is saved once the hands rest', async () => {
    const here = new KeptText()
    here.type('a')
    here.type('ab')
    expect(here.waits).toBe(PAUSE)
    expect(here.keeper.isUnkept).toBe(true)
    await here.due()
    expect(here.keeper.state().saving).toEqual({ state: 'saving' })
    await here.server.answer()
    expect(here.server.taken).toEqual(['ab'])
    expect(here.keeper.state().saving).toEqual({ state: 'saved', at: 'now' })
    expect(here.keeper.isUnkept).toBe(false)
  })

  it('is not saved while there is nothing in it, and asks nobody to stay for that', async () => {
    const here = new KeptText()
    here.type('a')
    here.type('  ')
    await here.due()
    expect(here.server.asked).toEqual([])
    expect(here.keeper.isUnkept).toBe(false)
    expect(await here.keeper.flush()).toBe(true)
  })

  it('is saved again with what was typed while it was being saved', async () => {
    const here = await KeptText.typed('a')
    here.type('ab')
    await here.due()
    await here.server.answer()
    await here.server.answer()
    expect(here.server.taken).toEqual(['a', 'ab'])
  })

  it('may be lost by closing the page until the answer has come', async () => {
    const here = await KeptText.typed('a')
    expect(here.keeper.isUnkept).toBe(true)
    await here.server.answer()
    expect(here.keeper.isUnkept).toBe(false)
  })

  it('is not called kept because another saving is already on its way', async () => {
    const here = await KeptText.typed('a')
    here.type('ab')
    await here.due()
    const flushed = here.keeper.flush()
    await here.server.answer()
    await here.server.answer('lost')
    await here.server.answer('lost')
    expect(await flushed).toBe(false)
  })
})

describe('a draft that can’t be saved', () => {
  it.each(['lost', 'broken'] as const)('is tried again after an answer that is %s', async (how) => {
    const here = await KeptText.typed('a')
    await here.server.answer(how)
    expect(here.keeper.state().saving).toEqual({ state: 'unsaved' })
    expect(here.waits).toBe(AGAIN)
    expect(here.keeper.isUnkept).toBe(true)
    await here.quiet()
    expect(here.server.taken).toEqual(['a'])
  })

  it('is tried again after the session ended, and says so until then', async () => {
    const here = await KeptText.typed('a')
    await here.server.answer('signedOut')
    expect(here.keeper.state().trouble).toBe('session')
    await here.quiet()
    expect(here.keeper.state().trouble).toBeUndefined()
    expect(here.server.taken).toEqual(['a'])
  })

  it('is saved as nobody else’s, whoever signs in at the same window', async () => {
    const here = new KeptText()
    here.type('a')
    here.isWriterHere = false
    const left = here.keeper.leave()
    await settled()
    await here.due()
    expect(here.server.asked).toEqual([])
    here.isWriterHere = true
    await here.quiet()
    await left
    expect(here.server.taken).toEqual(['a'])
  })

  it('is not sent over and over where the server refuses it, but again when more is typed', async () => {
    const here = await KeptText.kept('a')
    here.server.draft = null
    here.type('ab')
    await here.quiet()
    expect(here.keeper.state().saving).toEqual({ state: 'unsaved' })
    expect(await Promise.all([here.keeper.flush(), here.server.answer()])).toEqual([false, undefined])
    here.type('abc')
    expect(here.waits).toBe(PAUSE)
  })

  it('says that the server refuses it, until the server takes it', async () => {
    const here = await KeptText.kept('a')
    const { draft } = here.server
    here.server.draft = null
    here.type('ab')
    await here.quiet()
    expect(here.keeper.state()).toMatchObject({ content: 'ab', trouble: 'refused' })
    expect(here.keeper.isUnkept).toBe(true)
    here.server.draft = draft
    here.type('abc')
    await here.quiet()
    expect(here.keeper.state().trouble).toBeUndefined()
  })

  it('waits no longer than usual for what was typed while a saving failed', async () => {
    const here = await KeptText.typed('a')
    here.type('ab')
    await here.server.answer('lost')
    expect(here.waits).toBe(PAUSE)
  })
})

describe('a draft that another window saved, too', () => {
  it('asks whose is kept, and keeps this one’s', async () => {
    const here = await KeptText.raced()
    expect(here.keeper.state().trouble).toBe('stale')
    expect(here.server.draft?.body).toBe('theirs')
    await Promise.all([here.keeper.keepMine(), here.quiet()])
    expect(here.keeper.state().trouble).toBeUndefined()
    expect(here.server.draft?.body).toBe('mine')
  })

  it('asks whose is kept, and takes the saved one', async () => {
    const here = await KeptText.raced()
    await Promise.all([here.keeper.takeSaved(), here.quiet()])
    expect(here.keeper.state()).toEqual({ content: 'theirs', saving: { state: 'saved', at: 'now' }, trouble: undefined })
    here.type('theirs and mine')
    await here.quiet()
    expect(here.server.draft).toEqual({ body: 'theirs and mine', revision: 3 })
  })

  it('goes on asking where the choice is lost on its way', async () => {
    const here = await KeptText.raced()
    for (const choose of [here.keeper.keepMine, here.keeper.takeSaved]) {
      const [choice] = await Promise.allSettled([choose(), here.server.answer('lost')])
      expect(choice.status).toBe('rejected')
      expect(here.keeper.state()).toMatchObject({ content: 'mine', trouble: 'stale' })
    }
    await Promise.all([here.keeper.keepMine(), here.quiet()])
    expect(here.server.draft?.body).toBe('mine')
  })

  it('keeps this one’s where the other was thrown away before the choice', async () => {
    const here = await KeptText.raced()
    here.server.draft = null
    await Promise.all([here.keeper.keepMine(), here.quiet()])
    expect(here.keeper.state().trouble).toBeUndefined()
    expect(here.server.draft).toEqual({ body: 'mine', revision: 1 })
  })

  it('keeps what was typed last where that is the rule', async () => {
    const here = await KeptText.raced('overwrite')
    expect(here.keeper.state().trouble).toBeUndefined()
    expect(here.server.draft?.body).toBe('mine')
  })

  it('begins anew where it was thrown away meanwhile', async () => {
    const here = await KeptText.kept('a', 'overwrite')
    here.server.another('theirs')
    here.type('mine')
    await here.due()
    await here.server.answer()
    here.server.draft = null
    await here.quiet()
    expect(here.server.draft).toEqual({ body: 'mine', revision: 1 })
  })

  it('asks nothing where the other window was this one, whose answer was lost', async () => {
    const here = await KeptText.typed('a')
    await here.server.answer('unheard')
    here.type('ab')
    await here.quiet()
    expect(here.keeper.state().trouble).toBeUndefined()
    expect(here.server.taken).toEqual(['a', 'ab'])
  })
})
