import { useMantineColorScheme, type MantineColorScheme, type MantineColorSchemeManager } from '@mantine/core'
import { useEffect } from 'react'

const isScheme = (value: string | null): value is MantineColorScheme => value === 'light' || value === 'dark' || value === 'auto'
const keyOf = (account: string): string => `teduh.scheme.${account}`

let account: string | undefined

/**
 * Keeps the choice of light or dark for one account on this machine. Two officers at one desk have a choice each;
 * while nobody is signed in, and where storage is forbidden, the system decides.
 */
export const schemeManager: MantineColorSchemeManager = {
  get: (fallback) => {
    if (account === undefined) return fallback
    try {
      const kept = localStorage.getItem(keyOf(account))
      return isScheme(kept) ? kept : fallback
    } catch {
      return fallback
    }
  },
  set: (value) => {
    if (account === undefined) return
    try {
      localStorage.setItem(keyOf(account), value)
    } catch {
      // Storage is forbidden here; the choice holds until the page is closed.
    }
  },
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => {
    if (account !== undefined) localStorage.removeItem(keyOf(account))
  },
}

/** Takes up the choice of whoever has signed in; back to the system's when they sign out. */
export function useSchemeOf(signedIn: string | undefined): void {
  const { setColorScheme } = useMantineColorScheme()
  useEffect(() => {
    account = signedIn
    setColorScheme(schemeManager.get('auto'))
  }, [signedIn, setColorScheme])
}
