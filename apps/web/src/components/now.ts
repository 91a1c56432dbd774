import { useSyncExternalStore } from 'react'

const step = 15_000
let current = Date.now()
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

function tick(): void {
  current = Date.now()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(tick, step)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) {
      clearInterval(timer)
      timer = undefined
    }
  }
}

/** The present instant (milliseconds), renewed every 15 seconds for everything on the page at once. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => current)
}
