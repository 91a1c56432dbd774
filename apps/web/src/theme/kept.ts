const year = 365 * 24 * 60 * 60

/**
 * Choices that outlive a sign-out on this machine. Signing out clears the browser's storage, so they stand in cookies; they name
 * no person: an account's id at most.
 */
export function kept(name: string): string | null {
  const wanted = `${name}=`
  const found = document.cookie.split('; ').find((one) => one.startsWith(wanted))
  return found === undefined ? null : decodeURIComponent(found.slice(wanted.length))
}

/** Keeps a choice for a year. Where cookies are forbidden it holds until the page is closed. */
export function keep(name: string, value: string): void {
  const secure = window.location.protocol === 'https:' ? '; Secure' : ''
  document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${String(year)}; SameSite=Lax${secure}`
}

export function forget(name: string): void {
  document.cookie = `${name}=; Path=/; Max-Age=0; SameSite=Lax`
}
