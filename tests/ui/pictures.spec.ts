import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { DESK, enterAs, leave, openPage, PHONE, PHONE_DARK, visit, type Screen } from './person'
import type { Product } from './product'
import { closeServed, serveProduct } from './served'

// The pictures of README and the documentation, of the demo workspace: `npm run pictures`.

const FOLDER = join(__dirname, '..', '..', 'infra', 'docs', 'pictures')

const PICTURES: readonly (readonly [file: string, role: string, path: string, screen: Screen])[] = [
  ['masuk-1366', 'nobody', '/', DESK],
  ['hari-ini-1366', 'caseworker', '/hari-ini', DESK],
  ['berkas-kasus-1366', 'caseworker', 'case', DESK],
  ['berkas-kasus-360', 'caseworker', 'case', PHONE],
  ['pengaduan-360-gelap', 'caseworker', '/pengaduan/baru', PHONE_DARK],
  ['papan-rujukan-1366', 'head_of_unit', '/rujukan', DESK],
  ['impor-1366', 'head_of_unit', '/impor', DESK],
  ['rasio-1366', 'department', '/rasio', DESK],
]

describe('the pictures', () => {
  let product: Product
  let browser: Browser

  beforeAll(async () => {
    mkdirSync(FOLDER, { recursive: true })
    ;({ product, browser } = await serveProduct())
  })
  afterAll(closeServed)

  /** The file of the two pupils whom the hospital expects: clocks run, and a step is due. */
  async function caseAddress(page: Page): Promise<string> {
    await visit(page, `${product.address}/rujukan`)
    const row = page
      .getByRole('table', { name: 'Rujukan terbuka' })
      .getByRole('row')
      .filter({ hasText: 'RSUD Contoh' })
      .filter({ hasText: 'P, 16 th' })
    return (await row.getByRole('link').first().getAttribute('href')) ?? ''
  }

  it.each(PICTURES)('%s', async (file, role, path, screen) => {
    const page = role === 'nobody' ? await openPage(browser, screen) : await enterAs(browser, product.address, role, screen)
    await visit(page, `${product.address}${path === 'case' ? await caseAddress(page) : path}`)
    // Names of partners and colleagues come a little later than the page.
    await page.waitForLoadState('networkidle')
    await page.evaluate('document.fonts.ready.then(() => true)')
    await page.screenshot({ path: join(FOLDER, `${file}.png`), animations: 'disabled' })
    await leave(page)
  })
})
