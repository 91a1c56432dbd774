/** When the connection of an append breaks: before the events are written, or after it. */
export type Moment = 'before the write' | 'after the write'

/** What happens to one append instead of its answer. */
export type AppendFault =
  | { readonly kind: 'dropped'; readonly moment: Moment }
  /** The events are written, the answer never comes */
  | { readonly kind: 'unanswered' }
  /** The events are written, the answer is that the deadline passed */
  | { readonly kind: 'deadline-exceeded' }
  /** Nothing is written; another node is named */
  | { readonly kind: 'not-leader'; readonly host: string; readonly port: number }
  /** Nothing is written: the node is starting, or too busy */
  | { readonly kind: 'unavailable' }

/** Faults that wait for the appends they befall, in order. */
export class AppendFaults {
  readonly #waiting: AppendFault[] = []
  readonly #waitingForLooks: AppendFault[] = []
  /** Appends of no events so far */
  looks = 0

  add(fault: AppendFault, times: number): void {
    for (let n = 0; n < times; n++) this.#waiting.push(fault)
  }

  take(): AppendFault | undefined {
    return this.#waiting.shift()
  }

  /** For an append of no events, which only looks where its stream stands. */
  addForLook(fault: AppendFault): void {
    this.#waitingForLooks.push(fault)
  }

  takeOfLook(): AppendFault | undefined {
    this.looks++
    return this.#waitingForLooks.shift()
  }
}
