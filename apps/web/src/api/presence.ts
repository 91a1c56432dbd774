const quietAfter = 10 * 60_000
let last: number | undefined

function watch(): void {
  for (const kind of ['pointerdown', 'keydown', 'scroll'] as const) {
    window.addEventListener(
      kind,
      () => {
        last = Date.now()
      },
      { capture: true, passive: true },
    )
  }
}

/**
 * Whether somebody used this page within the last ten minutes. What asks by itself stops when nobody is there: otherwise a page left
 * open would keep its session alive for ever.
 */
export function someoneIsHere(): boolean {
  if (last === undefined) {
    last = Date.now()
    watch()
  }
  return Date.now() - last < quietAfter
}
