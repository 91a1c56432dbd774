import fc from 'fast-check'
import { KeptText, settled, type Answer } from './draft-server.fixture'

// Whatever comes in whatever order: typing, time, answers late and lost, another window, the way out.

type Step = { kind: 'answer'; how: Answer } | { kind: 'type' | 'due' | 'another' | 'flush' | 'signOut' | 'leave' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('answer' as const),
      how: fc.constantFrom<Answer>('heard', 'heard', 'heard', 'lost', 'unheard', 'unheard', 'broken', 'signedOut'),
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('type' as const, 'due' as const, 'due' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('flush' as const, 'flush' as const, 'signOut' as const, 'leave' as const) }) },
)
const withAnother = fc.oneof({ weight: 6, arbitrary: step }, { weight: 1, arbitrary: fc.constant<Step>({ kind: 'another' }) })

/** A form, and what was typed into it. */
class Typist extends KeptText {
  last = ''
  #count = 0
  /** Whether each flush told the truth: it is kept only where the server took what was typed last. */
  readonly flushed: Promise<boolean>[] = []

  async take(one: Step): Promise<void> {
    this.#count += 1
    switch (one.kind) {
      case 'type':
        this.last = `text ${String(this.#count)}`
        this.type(this.last)
        break
      case 'due':
        await this.due()
        break
      case 'answer':
        await this.server.answer(one.how)
        break
      case 'another':
        this.server.another(`another window’s ${String(this.#count)}`)
        break
      case 'flush':
        this.flushed.push(this.keeper.flush().then((isKept) => !isKept || this.isTaken))
        break
      case 'signOut':
        this.isWriterHere = !this.isWriterHere
        break
      case 'leave':
        void this.keeper.leave()
        break
    }
    await settled()
  }

  get isTaken(): boolean {
    return this.last === '' || this.server.taken.includes(this.last)
  }
}

const many = (steps: fc.Arbitrary<Step>): fc.Arbitrary<Step[]> => fc.array(steps, { maxLength: 40, size: 'max' })
const runs = { numRuns: 1_000 }

describe('whatever happens while a draft is typed', () => {
  it.each(['ask', 'overwrite'] as const)('what was typed last is kept in the end, and closing the page warns until then (%s)', async (onStale) => {
    await fc.assert(
      fc.asyncProperty(many(withAnother), async (steps) => {
        const form = new Typist(onStale)
        for (const one of steps) {
          await form.take(one)
          expect(form.keeper.isUnkept || form.isTaken).toBe(true)
        }
        form.isWriterHere = true
        await form.quiet()
        if (form.keeper.state().trouble === 'stale') await Promise.all([form.keeper.keepMine(), form.quiet()])
        expect(form.isTaken).toBe(true)
        expect(form.keeper.state().trouble).toBeUndefined()
        expect(await Promise.all(form.flushed)).not.toContain(false)
      }),
      runs,
    )
  })

  it('it asks whose is kept only where there was another window, whatever answers were lost', async () => {
    await fc.assert(
      fc.asyncProperty(many(step), async (steps) => {
        const form = new Typist('ask')
        for (const one of steps) {
          await form.take(one)
          expect(form.keeper.state().trouble).not.toBe('stale')
        }
      }),
      runs,
    )
  })

  it('another window’s text goes only where the person was asked', async () => {
    await fc.assert(
      fc.asyncProperty(many(withAnother), async (steps) => {
        const form = new Typist('ask')
        let theirs: string | undefined
        for (const one of steps) {
          await form.take(one)
          if (one.kind === 'another') theirs = form.server.draft?.body
          if (theirs !== undefined) expect(form.server.draft?.body).toBe(theirs)
        }
      }),
      runs,
    )
  })

  it('nothing is saved once it is forgotten', async () => {
    await fc.assert(
      fc.asyncProperty(many(withAnother), many(withAnother), async (before, after) => {
        const form = new Typist('overwrite')
        for (const one of before) await form.take(one)
        const saves = (): number => form.server.asked.filter((asked) => asked === 'save').length
        const asked = saves()
        const forgotten = form.keeper.forget()
        const isRemoved = after.every(({ kind }) => kind !== 'another')
        for (const one of after.filter(({ kind }) => kind !== 'answer')) await form.take(one)
        await form.quiet()
        await forgotten
        expect(saves()).toBe(asked)
        expect(form.keeper.isUnkept).toBe(false)
        if (isRemoved) expect(form.server.draft).toBeNull()
      }),
      runs,
    )
  })
})
