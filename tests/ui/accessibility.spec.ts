import type { Browser, Page } from 'playwright-core'
import { expectSound } from './axe'
import { DESK, enterAs, leave, openPage, PHONE_DARK, visit, type Screen } from './person'
import type { Product } from './product'
import { closeServed, serveProduct } from './served'
import { soon } from './soon'

// Everybody can read and use the screens: WCAG 2.2 A and AA by axe, nothing wider than a phone, everything by keyboard.

let product: Product
let browser: Browser
let anyCase = ''
const pages = new Map<string, Page>()

beforeAll(async () => {
  ;({ product, browser } = await serveProduct())
})
afterAll(closeServed)

const SCREENS: readonly (readonly [name: string, role: string, path: string])[] = [
  ['Masuk', 'nobody', '/'],
  ['Hari ini', 'caseworker', '/hari-ini'],
  ['Kasus', 'caseworker', '/kasus'],
  ['Berkas kasus', 'caseworker', ''],
  ['Pengaduan baru', 'caseworker', '/pengaduan/baru'],
  ['Papan rujukan', 'head_of_unit', '/rujukan'],
  ['Rasio', 'department', '/rasio'],
  ['Impor', 'head_of_unit', '/impor'],
]
const SIZES: readonly (readonly [name: string, screen: Screen])[] = [
  ['1366, light', DESK],
  ['360, dark', PHONE_DARK],
]

/** The page of one role at one size, signed in once. */
async function pageOf(role: string, size: string, screen: Screen): Promise<Page> {
  const known = pages.get(`${role} ${size}`)
  if (known) return known
  const page = role === 'nobody' ? await openPage(browser, screen) : await enterAs(browser, product.address, role, screen)
  pages.set(`${role} ${size}`, page)
  return page
}

/** The first case that the officer's list leads to. */
async function caseAddress(page: Page): Promise<string> {
  if (anyCase !== '') return anyCase
  await visit(page, `${product.address}/kasus`)
  anyCase = (await page.getByRole('table', { name: 'Daftar' }).getByRole('link').first().getAttribute('href')) ?? ''
  return anyCase
}

describe.each(SIZES)('at %s', (size, screen) => {
  afterAll(async () => {
    for (const page of pages.values()) await leave(page)
    pages.clear()
  })

  it.each(SCREENS)('%s has no violation and fits', async (_name, role, path) => {
    const page = await pageOf(role, size, screen)
    const address = path === '' ? await caseAddress(page) : path
    await visit(page, `${product.address}${address}`)
    await expectSound(page)
  })
})

/** What is asked of a list inside the browser. */
interface List {
  readonly selectedOptions: readonly { readonly label: string }[]
}

describe('by keyboard alone', () => {
  /** Presses Tab until the control with this name has focus. */
  async function reach(page: Page, name: RegExp, role: string): Promise<void> {
    const wanted = page.getByRole(role as 'textbox', { name }).and(page.locator(':focus'))
    for (let press = 0; press < 200; press++) {
      if ((await wanted.count()) > 0) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`Tab never reaches ${role} ${String(name)}`)
  }

  /** Goes down the list that has the focus until it begins so: letters are taken together only where they follow each other quickly. */
  async function pick(page: Page, word: string): Promise<void> {
    const said = (): Promise<string> => page.locator(':focus').evaluate((list: List) => list.selectedOptions[0]?.label ?? '')
    for (let press = 0; press < 50; press++) {
      if ((await said()).startsWith(word)) return
      await page.keyboard.press('ArrowDown')
    }
    throw new Error(`no arrow leads to ${word}`)
  }

  it('fills and sends a whole complaint', async () => {
    const page = await pageOf('caseworker', '1366, light', DESK)
    await visit(page, `${product.address}/pengaduan/baru`)
    await page.getByRole('radiogroup', { name: 'Urgensi' }).waitFor()
    const press = (key: string): Promise<void> => page.keyboard.press(key)
    await reach(page, /^Gawat/, 'radio')
    await press('Space')
    await press('ArrowRight')
    await reach(page, /^Datang langsung/, 'radio')
    await press('Space')
    await reach(page, /^Siapa yang melapor/, 'combobox')
    await pick(page, 'Korban')
    await reach(page, /^Nama/, 'textbox')
    await page.keyboard.type('Kibor Penanda')
    await reach(page, /^P$/, 'radio')
    await press('Space')
    await reach(page, /^Usia/, 'textbox')
    await page.keyboard.type('27')
    await reach(page, /^Cara dan waktu menghubungi/, 'combobox')
    await pick(page, 'Telepon')
    await reach(page, /^Fisik$/, 'checkbox')
    await press('Space')
    await reach(page, /^Tanggal$/, 'radio')
    await press('Space')
    await press('ArrowLeft')
    await reach(page, /^Hubungan terlapor/, 'combobox')
    await pick(page, 'Tetangga')
    await page.getByText('9 dari 9 jawaban wajib terisi').waitFor()
    await reach(page, /^Kirim pengaduan$/, 'button')
    await press('Enter')
    await page.getByRole('heading', { level: 1, name: /2\d{3}/ }).waitFor()
    await soon(() => expect(page.url()).toMatch(/\/kasus\/[0-9a-f-]{36}$/))
  })
})
