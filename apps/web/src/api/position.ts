/**
 * How far into the log this page's own writes reach. Queries carry it, so that a screen shows what its person just wrote.
 * Positions are fixed-width texts that sort like the log.
 */
let reached: string | undefined

export function rememberPosition(position: string | null): void {
  if (position !== null && (reached === undefined || position > reached)) reached = position
}

export const reachedPosition = (): string | undefined => reached

/** Another person signs in on this page: nothing of the last one is carried on. */
export function forgetPosition(): void {
  reached = undefined
}
