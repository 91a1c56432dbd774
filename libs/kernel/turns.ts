/** Work of one name, one after the other in the order it was asked; work of other names goes beside it. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>()

  /** @returns what `work` gives, or its error; work that comes later is not held up by the error */
  take<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(name)
    const mine = before ? before.then(work, work) : work()
    this.#last.set(name, mine)
    const leave = (): void => {
      if (this.#last.get(name) === mine) this.#last.delete(name)
    }
    mine.then(leave, leave)
    return mine
  }
}
