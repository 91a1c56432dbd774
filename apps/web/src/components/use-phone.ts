import { useSyncExternalStore } from 'react'
import { breakpoint } from '../theme/tokens'

const query = (): MediaQueryList => window.matchMedia(`(max-width: ${String(breakpoint.phone)}em)`)

function subscribe(listener: () => void): () => void {
  const list = query()
  list.addEventListener('change', listener)
  return () => {
    list.removeEventListener('change', listener)
  }
}

/** Whether the page is as narrow as a phone. */
export function usePhone(): boolean {
  return useSyncExternalStore(subscribe, () => query().matches)
}
