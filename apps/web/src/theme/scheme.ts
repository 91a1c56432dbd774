import { useMantineColorScheme, type MantineColorScheme, type MantineColorSchemeManager } from '@mantine/core'
import { useEffect } from 'react'
import { forget, keep, kept } from './kept'

const isScheme = (value: string | null): value is MantineColorScheme => value === 'light' || value === 'dark' || value === 'auto'
const keyOf = (account: string): string => `teduh_scheme_${account}`

let account: string | undefined

/**
 * Keeps the choice of light or dark for one account on this machine. Two officers at one desk have a choice each;
 * while nobody is signed in the system decides.
 */
export const schemeManager: MantineColorSchemeManager = {
  get: (fallback) => {
    if (account === undefined) return fallback
    const choice = kept(keyOf(account))
    return isScheme(choice) ? choice : fallback
  },
  set: (value) => {
    if (account !== undefined) keep(keyOf(account), value)
  },
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => {
    if (account !== undefined) forget(keyOf(account))
  },
}

/** Takes up the choice of whoever has signed in; back to the system's when they sign out. */
export function useSchemeOf(signedIn: string | undefined): void {
  const { setColorScheme } = useMantineColorScheme()
  useEffect(() => {
    account = undefined
    const choice = signedIn === undefined ? null : kept(keyOf(signedIn))
    setColorScheme(isScheme(choice) ? choice : 'auto')
    account = signedIn
  }, [signedIn, setColorScheme])
}
