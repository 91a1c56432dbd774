import { END, type AllStreamSubscription } from '@eventstore/db-client'
import type { Wake } from '../wake'
import type { Connection } from './connection'

/** First and longest wait before the subscription is opened again, in milliseconds. */
const FIRST_BACKOFF = 100
const LONGEST_BACKOFF = 5_000

/**
 * Holds one subscription to the server's end while somebody follows the log, and calls `wake` for whatever arrives. It is a courtesy:
 * the server ends a subscription with every restart, and a frozen one says nothing. Readers then go on by polling.
 */
export class Arrivals {
  #users = 0
  #subscription: AllStreamSubscription | undefined
  #retry: NodeJS.Timeout | undefined
  #failures = 0

  constructor(
    private readonly connection: Connection,
    private readonly wake: Wake,
  ) {}

  /**
   * Subscribes for the first user.
   * @returns how this user leaves; the last one to leave ends the subscription
   */
  join(): () => void {
    if (this.#users++ === 0) this.#subscribe()
    let left = false
    return () => {
      if (!left) this.#leave()
      left = true
    }
  }

  #leave(): void {
    if (--this.#users > 0) return
    clearTimeout(this.#retry)
    const subscription = this.#subscription
    this.#subscription = undefined
    subscription?.unsubscribe().catch(() => undefined)
  }

  #subscribe(): void {
    let subscription: AllStreamSubscription
    try {
      subscription = this.connection.client.subscribeToAll({ fromPosition: END, requiresLeader: true })
    } catch {
      // the log has ended, or its certificates can't be read at the moment
      this.#again()
      return
    }
    this.#subscription = subscription
    subscription.on('confirmation', () => {
      this.#failures = 0
      // what arrived before it took hold was not heard
      this.wake.call()
    })
    subscription.on('data', () => this.wake.call())
    subscription.on('error', () => this.#lost(subscription))
    subscription.on('end', () => this.#lost(subscription))
    subscription.on('close', () => this.#lost(subscription))
  }

  #lost(subscription: AllStreamSubscription): void {
    if (this.#subscription !== subscription) return
    this.#subscription = undefined
    subscription.unsubscribe().catch(() => undefined)
    this.#again()
    this.wake.call()
  }

  #again(): void {
    if (this.#users === 0) return
    this.#retry = setTimeout(() => this.#subscribe(), Math.min(LONGEST_BACKOFF, FIRST_BACKOFF * 2 ** this.#failures++))
  }
}
