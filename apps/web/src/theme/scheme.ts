import type { MantineColorScheme, MantineColorSchemeManager } from '@mantine/core'

const isScheme = (value: string | null): value is MantineColorScheme => value === 'light' || value === 'dark' || value === 'auto'
const key = (accountId: string): string => `teduh.scheme.${accountId}`

/**
 * Keeps the choice of light or dark for one account on this machine. Two officers at one desk have a choice each;
 * before anybody has signed in, and where storage is forbidden, the system decides.
 */
export function schemeOf(accountId: string | undefined): MantineColorSchemeManager {
  return {
    get: (fallback) => {
      if (accountId === undefined) return fallback
      try {
        const kept = localStorage.getItem(key(accountId))
        return isScheme(kept) ? kept : fallback
      } catch {
        return fallback
      }
    },
    set: (value) => {
      if (accountId === undefined) return
      try {
        localStorage.setItem(key(accountId), value)
      } catch {
        // Storage is forbidden here; the choice holds until the page is closed.
      }
    },
    subscribe: () => undefined,
    unsubscribe: () => undefined,
    clear: () => {
      if (accountId !== undefined) localStorage.removeItem(key(accountId))
    },
  }
}
