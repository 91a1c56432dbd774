import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'

export interface PhoneTop {
  title: string
  backTo: string
}

interface Held {
  top: PhoneTop | undefined
  set: (top: PhoneTop | undefined) => void
}

const Context = createContext<Held>({ top: undefined, set: () => undefined })

/** Holds what the phone's bar shows instead of the mark: the page's title and where "back" leads. */
export function PhoneTopProvider({ children }: { children: ReactNode }) {
  const [top, set] = useState<PhoneTop>()
  const held = useMemo(() => ({ top, set }), [top])
  return <Context value={held}>{children}</Context>
}

export const useShownPhoneTop = (): PhoneTop | undefined => useContext(Context).top

/** Puts a page's title and way back into the phone's bar for as long as the page is shown. */
export function usePhoneTop(top: PhoneTop | undefined): void {
  const { set } = useContext(Context)
  const title = top?.title
  const backTo = top?.backTo
  useEffect(() => {
    if (title === undefined || backTo === undefined) return undefined
    set({ title, backTo })
    return () => {
      set(undefined)
    }
  }, [set, title, backTo])
}
