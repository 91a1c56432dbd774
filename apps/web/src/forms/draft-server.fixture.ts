import { ApiProblem, NetworkLost } from '../api/problem'
import type { DraftPlace, DraftRules } from './draft'
import { DraftKeeper } from './draft-keeper'

/** How a call ends: served and heard of; lost on the way there; lost on the way back; refused by a broken server; after the session. */
export type Answer = 'heard' | 'lost' | 'unheard' | 'broken' | 'signedOut'

interface Call {
  serve: () => unknown
  resolve: (value: unknown) => void
  reject: (error: Error) => void
}

const problem = (status: number): ApiProblem => new ApiProblem({ status, code: `test.${String(status)}`, detail: '' })

/** A server that keeps one draft, and answers when it is told to. */
export class DraftServer implements DraftPlace {
  draft: { body: string; revision: number } | null = null
  /** Everything it ever took from the keeper. */
  readonly taken: string[] = []
  readonly asked: ('save' | 'load' | 'remove')[] = []
  readonly #calls: Call[] = []

  save = (body: string, revision: number | null): Promise<{ revision: number; updatedAt: string }> =>
    this.#ask('save', () => {
      if (body.trim() === '') throw problem(400)
      if (this.draft === null && revision !== null) throw problem(404)
      if (this.draft !== null && this.draft.revision !== revision) throw problem(412)
      this.draft = { body, revision: (revision ?? 0) + 1 }
      this.taken.push(body)
      return { revision: this.draft.revision, updatedAt: 'now' }
    })

  load = (): Promise<{ body: string; revision: number; updatedAt: string }> =>
    this.#ask('load', () => {
      if (this.draft === null) throw problem(404)
      return { ...this.draft, updatedAt: 'now' }
    })

  remove = (): Promise<void> =>
    this.#ask('remove', () => {
      this.draft = null
    })

  get isAsked(): boolean {
    return this.#calls.length > 0
  }

  /** Answers the call that waits longest, and waits until everything that follows from it has happened. */
  async answer(how: Answer = 'heard'): Promise<void> {
    await settled()
    const call = this.#calls.shift()
    if (call !== undefined) end(call, how)
    await settled()
  }

  /** Another window saves the same draft. */
  another(body: string): void {
    this.draft = { body, revision: (this.draft?.revision ?? 0) + 1 }
  }

  #ask<Result>(name: 'save' | 'load' | 'remove', serve: () => Result): Promise<Result> {
    this.asked.push(name)
    return new Promise<unknown>((resolve, reject) => this.#calls.push({ serve, resolve, reject })) as Promise<Result>
  }
}

function end({ serve, resolve, reject }: Call, how: Answer): void {
  if (how === 'broken') reject(problem(503))
  else if (how === 'signedOut') reject(problem(401))
  else if (how === 'lost') reject(new NetworkLost('network'))
  else
    try {
      const result = serve()
      if (how === 'heard') resolve(result)
      else reject(new NetworkLost('timeout'))
    } catch (error) {
      reject(how === 'heard' && error instanceof Error ? error : new NetworkLost('timeout'))
    }
}

/** Nothing here waits for time or a wire: once the microtasks are through, all has happened. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** The keeper of a new text on such a server, and the one timer it may have. */
export class KeptText {
  readonly server = new DraftServer()
  readonly keeper: DraftKeeper<string>
  isWriterHere = true
  /** In milliseconds; undefined where it waits for nothing. */
  waits: number | undefined
  #due = (): void => undefined

  constructor(onStale: DraftRules<string>['onStale'] = 'ask') {
    const rules: DraftRules<string> = {
      write: (text) => text,
      read: (body) => body,
      isWorthSaving: (text) => text.trim() !== '',
      onStale,
      isWriterHere: () => this.isWriterHere,
    }
    this.keeper = new DraftKeeper({ content: '', revision: null, savedAt: null }, this.server, rules, (ms, act) => {
      if (this.waits !== undefined) throw new Error('two timers at once')
      this.waits = ms
      this.#due = act
      return () => {
        this.waits = undefined
      }
    })
  }

  /** Typed, and on its way to the server. */
  static async typed(text: string, onStale?: DraftRules<string>['onStale']): Promise<KeptText> {
    const here = new KeptText(onStale)
    here.type(text)
    await here.due()
    return here
  }

  /** Typed, and saved. */
  static async kept(text: string, onStale?: DraftRules<string>['onStale']): Promise<KeptText> {
    const here = await KeptText.typed(text, onStale)
    await here.server.answer()
    return here
  }

  /** Saved, saved again by another window, and typed on here: 'theirs' and 'mine'. */
  static async raced(onStale?: DraftRules<string>['onStale']): Promise<KeptText> {
    const here = await KeptText.kept('a', onStale)
    here.server.another('theirs')
    here.type('mine')
    await here.quiet()
    return here
  }

  type(text: string): void {
    this.keeper.change(() => text)
  }

  /** The time it waits for is over. */
  async due(): Promise<void> {
    if (this.waits !== undefined) {
      this.waits = undefined
      this.#due()
    }
    await settled()
  }

  /** From now on everything is served and heard, until nothing is left to do. */
  async quiet(): Promise<void> {
    await settled()
    for (let round = 0; round < 100 && (this.waits !== undefined || this.server.isAsked); round += 1) {
      await this.due()
      await this.server.answer()
    }
  }
}
