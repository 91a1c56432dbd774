import type { Browser } from 'playwright-core'
import { DEMO_ACCOUNTS } from '#demo'
import { launchBrowser } from './browser'
import { runProduct, type Product } from './product'

describe('the product in a browser', () => {
  let product: Product
  let browser: Browser

  beforeAll(async () => {
    product = await runProduct()
    browser = await launchBrowser()
  }, 180_000)
  afterAll(async () => {
    await browser.close()
    await product.stop()
  })

  it.each(DEMO_ACCOUNTS.map(({ label, username, password }) => [label, username, password]))(
    'lets %s in and shows a first page without a fault',
    async (_label, username, password) => {
      const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'id-ID' })
      const page = await context.newPage()
      const faults: string[] = []
      page.on('pageerror', (error) => faults.push(error.name))
      await page.goto(product.address)
      await page.getByLabel('Nama pengguna').fill(username)
      await page.getByLabel('Kata sandi', { exact: true }).fill(password)
      await page.getByRole('button', { name: 'Masuk', exact: true }).click()
      await page.getByRole('banner').getByText('DATA CONTOH').first().waitFor()
      await page.locator('h1').first().waitFor()
      expect(faults).toEqual([])
      await context.close()
    },
    60_000,
  )
})
