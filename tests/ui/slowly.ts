import type { BrowserContext, Page } from 'playwright-core'

// TEDUH_SLOW=1 npx jest tests/ui: a slow machine behind a slow network, to find what only holds because everything is quick.
// Chromium's processor runs at a sixth, and every answer of the API comes up to 400 ms late, each as late as chance has it.

const SLOW = process.env['TEDUH_SLOW'] === '1'
const PROCESSOR = 6
const LATEST = 400

/** By how much everything may take longer. */
export const LONGER = SLOW ? 3 : 1

/** Delays what this window asks of the API. */
export async function delayAnswers(context: BrowserContext): Promise<void> {
  if (!SLOW) return
  await context.route('**/api/**', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * LATEST))
    // The window may be closed by now.
    await route.fallback().catch(() => undefined)
  })
}

/** Slows this page's processor down. */
export async function slowDown(page: Page): Promise<void> {
  if (!SLOW) return
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: PROCESSOR })
}
