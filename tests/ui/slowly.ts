import type { BrowserContext, Page } from 'playwright-core'

// TEDUH_SLOW=1 npx jest tests/ui: a slow machine behind a slow network, to find what only holds because everything is quick.
// Chromium's processor runs at a sixth (TEDUH_SLOW=2: at half), and every answer of the API comes up to 400 ms late, each as late as
// chance has it.

const ASKED = Number(process.env['TEDUH_SLOW'] ?? 0)
const SLOW = ASKED > 0
const PROCESSOR = ASKED > 1 ? ASKED : 6
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
