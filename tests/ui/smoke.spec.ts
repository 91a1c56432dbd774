import type { Browser } from 'playwright-core'
import { DEMO_ACCOUNTS } from '#demo'
import { leave, openPage, signIn } from './person'
import type { Product } from './product'
import { closeServed, serveProduct } from './served'

describe('the product in a browser', () => {
  let product: Product
  let browser: Browser

  beforeAll(async () => {
    ;({ product, browser } = await serveProduct())
  })
  afterAll(closeServed)

  it.each(DEMO_ACCOUNTS.map(({ label, username, password }) => [label, username, password]))(
    'lets %s in and shows a first page without a fault',
    async (_label, username, password) => {
      const page = await openPage(browser)
      const faults: string[] = []
      page.on('pageerror', (error) => faults.push(error.name))
      await signIn(page, product.address, username, password)
      await page.getByRole('banner').getByText('DATA CONTOH').first().waitFor()
      expect(faults).toEqual([])
      await leave(page)
    },
  )
})
