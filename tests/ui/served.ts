import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { startApi, type Api } from '../e2e/start-api'
import { launchBrowser } from './browser'
import { leave } from './person'
import { runProduct, type Product } from './product'
import { LONGER } from './slowly'
import { PATIENCE } from './soon'

// What a file's tests are served with. Whoever imports this gives them, and what comes before and after them, time enough.
jest.setTimeout(360_000 * LONGER)

export interface ServedApi {
  readonly api: Api
  readonly address: string
  readonly browser: Browser
}

export interface ServedProduct {
  readonly product: Product
  readonly browser: Browser
}

const opened: (() => Promise<void>)[] = []

async function open<Thing>(opening: Promise<Thing>, close: (thing: Thing) => Promise<void>): Promise<Thing> {
  const thing = await opening
  opened.push(() => close(thing))
  return thing
}

const openBrowser = (): Promise<Browser> => open(launchBrowser(), closeBrowser)

async function closeBrowser(browser: Browser): Promise<void> {
  for (const context of browser.contexts()) for (const page of context.pages()) await leave(page)
  await browser.close()
}

/** The API with the built pages inside the test's own process, its clock in the test's hands, and a browser. */
export async function serveApi(): Promise<ServedApi> {
  const web = join(__dirname, '..', '..', 'dist', 'apps', 'web')
  const api = await open(startApi({ web }), (one) => one.close())
  const address = await api.app.listen({ host: '127.0.0.1', port: 0 }).then(() => api.app.getUrl())
  return { api, address, browser: await openBrowser() }
}

/** Waits until every reader has taken all that was written: a page asks more of them than the question that came before it. */
export async function allTaken({ workspace: { log, projections } }: Api): Promise<void> {
  const head = await log.head()
  if (head !== null) expect((await projections.waitFor(head, PATIENCE)).reached).toBe(true)
}

/** The built product with its demo data in a process of its own, and a browser. */
export async function serveProduct(): Promise<ServedProduct> {
  const product = await open(runProduct(), (one) => one.stop())
  return { product, browser: await openBrowser() }
}

/** After a file's tests: closes what was opened, the last first, and no more than that where a later part of the opening failed. */
export async function closeServed(): Promise<void> {
  const failures: unknown[] = []
  for (const close of opened.splice(0).reverse()) await close().catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw failures[0]
}
