import { failureOf, stateOf, type DraftPlace, type DraftRules, type DraftState, type Failure, type Later, type LoadedDraft } from './draft'

/** From the last key to the saving, in milliseconds. */
export const PAUSE = 900
/** Until a saving that failed is tried again, in milliseconds. */
export const AGAIN = 5_000

const inTime: Later = (ms, act) => {
  const timer = setTimeout(act, ms)
  return () => {
    clearTimeout(timer)
  }
}

/**
 * Keeps a draft on the server while it is typed: one saving at a time, the last typed as the last saved, again and again while no answer
 * comes, and nothing any more once it is forgotten.
 */
export class DraftKeeper<Content> {
  #state: DraftState<Content>
  #revision: number | null
  /** Something was typed that no saving has taken up. */
  #isDirty = false
  #isOver = false
  #running: Promise<void> | undefined
  #takeBack: (() => void) | undefined
  /** Sent without an answer: the server may have one of them. */
  readonly #unanswered = new Set<string>()
  readonly #listeners = new Set<() => void>()

  constructor(
    start: LoadedDraft<Content>,
    private readonly place: DraftPlace,
    private readonly rules: DraftRules<Content>,
    private readonly later: Later = inTime,
  ) {
    this.#revision = start.revision
    this.#state = stateOf(start)
  }

  readonly state = (): DraftState<Content> => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  /** Closing the page now may lose something. */
  get isUnkept(): boolean {
    return !this.#isOver && (this.#running !== undefined || this.#hasUnsaved)
  }

  get #hasUnsaved(): boolean {
    return this.#isDirty && !this.#isOver && this.rules.isWorthSaving(this.#state.content)
  }

  readonly change = (next: (before: Content) => Content): void => {
    const content = next(this.#state.content)
    if (this.rules.isWorthSaving(content) && !this.#isOver) {
      this.#isDirty = true
      this.#saveIn(PAUSE)
    }
    this.#show({ content })
  }

  /** Saves at once what is still waiting. @returns whether all that was typed is kept */
  readonly flush = async (): Promise<boolean> => {
    this.#stopWaiting()
    // Looked at again in the same breath: of two that wait, one alone begins.
    while (this.#running !== undefined) await this.#running
    if (!this.#hasUnsaved) return true
    this.#isDirty = false
    this.#running = this.#save().finally(() => {
      this.#running = undefined
      this.#tell()
    })
    await this.#running
    return !this.#hasUnsaved
  }

  /** Takes what was loaded in place of what stands here. */
  readonly take = (loaded: LoadedDraft<Content>): void => {
    this.#stopWaiting()
    this.#isDirty = false
    this.#revision = loaded.revision
    this.#show(stateOf(loaded))
  }

  /** Two windows had the same draft: this one's is kept. Fails as loading does. */
  readonly keepMine = async (): Promise<void> => {
    await this.#settled()
    this.#revision = (await this.#saved())?.revision ?? null
    this.#isDirty = true
    this.#show({ trouble: undefined })
    await this.flush()
  }

  /** Two windows had the same draft: the saved one is taken, where it can be read. Fails as loading does. */
  readonly takeSaved = async (): Promise<void> => {
    await this.#settled()
    const { body, revision, updatedAt } = await this.place.load()
    const content = this.rules.read(body)
    if (content !== undefined) this.take({ content, revision, savedAt: updatedAt })
  }

  /** The page is left: what still waits is saved. Resolves when it is kept, or is no longer tried. */
  readonly leave = async (): Promise<void> => {
    await this.flush()
    while (!this.#isOver && (this.#running !== undefined || this.#takeBack !== undefined)) await this.#told()
  }

  /** It was sent: the draft is thrown away, and nothing is saved any more. */
  readonly forget = async (): Promise<void> => {
    this.#isOver = true
    this.#stopWaiting()
    this.#tell()
    await this.#settled()
    // Where that fails it stays among the unfinished until somebody throws it away, or goes with an erasure: what was sent is saved.
    await this.place.remove().catch(() => undefined)
  }

  async #save(): Promise<void> {
    const body = this.rules.write(this.#state.content)
    this.#show({ saving: { state: 'saving' } })
    const failure = this.rules.isWriterHere() ? await this.#send(body) : 'session'
    if (failure === undefined) return
    this.#isDirty = true
    this.#show({ saving: { state: 'unsaved' }, ...(failure === 'session' || failure === 'refused' ? { trouble: failure } : {}) })
    const isTried = failure === 'stale' ? await this.#isToBeReplaced() : failure !== 'refused'
    // What was typed meanwhile is saved sooner.
    if (isTried && !this.#isOver && this.#takeBack === undefined) this.#saveIn(AGAIN)
  }

  async #send(body: string): Promise<Failure | undefined> {
    try {
      const { revision, updatedAt } = await this.place.save(body, this.#revision)
      this.#revision = revision
      this.#unanswered.clear()
      this.#show({ saving: { state: 'saved', at: updatedAt }, trouble: undefined })
      return undefined
    } catch (error) {
      const failure = failureOf(error)
      if (failure === 'away') this.#unanswered.add(body)
      return failure
    }
  }

  /** Another saving came first: this window's own, whose answer was lost, or another window's. */
  async #isToBeReplaced(): Promise<boolean> {
    try {
      const saved = await this.#saved()
      if (this.rules.onStale === 'overwrite' || (saved !== null && this.#unanswered.has(saved.body))) {
        this.#revision = saved?.revision ?? null
        return true
      }
    } catch {
      return true
    }
    this.#show({ trouble: 'stale' })
    return false
  }

  /** null where it was thrown away meanwhile: it begins anew. Fails as loading does otherwise. */
  async #saved(): Promise<{ body: string; revision: number } | null> {
    try {
      return await this.place.load()
    } catch (error) {
      if (failureOf(error) !== 'refused') throw error
      return null
    }
  }

  async #settled(): Promise<void> {
    while (this.#running !== undefined) await this.#running
  }

  #saveIn(ms: number): void {
    this.#stopWaiting()
    this.#takeBack = this.later(ms, () => {
      this.#takeBack = undefined
      void this.flush()
    })
  }

  #stopWaiting(): void {
    this.#takeBack?.()
    this.#takeBack = undefined
  }

  #show(change: Partial<DraftState<Content>>): void {
    this.#state = { ...this.#state, ...change }
    this.#tell()
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener()
  }

  #told(): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.subscribe(() => {
        stop()
        resolve()
      })
    })
  }
}
