import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { HOUR } from '#kernel'
import type { CaseFilePage } from '#read-models'
import { complaint, MARKERS, partners } from '../e2e/forms'
import { PASSWORD, PEOPLE, startApi, type Api, type Who } from '../e2e/start-api'
import { overflowOf, violationsOf } from './axe'
import { launchBrowser } from './browser'
import { DESK, openWindow, PHONE_DARK, signIn, type Screen } from './person'

// The head of unit erases one person: two steps, nothing left to open, and the ratio says how many it counts so.

let api: Api
let browser: Browser
let address: string

beforeAll(async () => {
  api = await startApi({ web: join(__dirname, '..', '..', 'dist', 'apps', 'web') })
  address = await api.app.listen({ host: '127.0.0.1', port: 0 }).then(() => api.app.getUrl())
  browser = await launchBrowser()
  await partners(api)
}, 240_000)
afterAll(async () => {
  await browser.close()
  await api.close()
})

async function enter(who: Who, screen: Screen = DESK): Promise<Page> {
  const page = await (await openWindow(browser, screen)).newPage()
  await signIn(page, address, PEOPLE[who].username, PASSWORD)
  return page
}

/** An accepted case of one woman. */
async function newCase(): Promise<{ path: string; number: string }> {
  const officer = await api.as('officer')
  const { id } = await officer.command('/cases', complaint())
  api.clock.advance(HOUR / 30)
  const { position } = await officer.command(`/cases/${id}/accept`, { verifiedHow: 'wawancara' })
  const { file } = await officer.ask<CaseFilePage>(`/cases/${id}`, { minPosition: position })
  api.clock.advance(HOUR / 30)
  return { path: `/kasus/${id}`, number: file.number ?? '' }
}

const BUTTON = 'Hapus data Korban 1'

describe.each([
  ['1366, light', DESK],
  ['360, dark', PHONE_DARK],
] as const)('the head of unit at %s', (_, screen) => {
  let page: Page
  let path: string
  let number: string
  const focused = (): Promise<string> => page.locator(':focus').evaluate(({ id, textContent }) => `${id} ${textContent}`)
  const expectSound = async (): Promise<void> => {
    expect(await violationsOf(page)).toEqual([])
    expect(await overflowOf(page)).toBeLessThanOrEqual(0)
  }

  beforeAll(async () => {
    ;({ path, number } = await newCase())
    page = await enter('head', screen)
    await page.goto(`${address}${path}?bagian=orang`)
    await page.getByRole('button', { name: BUTTON }).waitFor()
  }, 120_000)
  afterAll(() => page.context().close())

  it('changes the mind with Escape, and is back at the button', async () => {
    await page.getByRole('button', { name: BUTTON }).press('Enter')
    const dialog = page.getByRole('dialog', { name: BUTTON })
    await dialog.waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await focused()).toContain('Hapus data')
  }, 120_000)

  it('is told what is missing, where it is missing', async () => {
    await page.getByRole('button', { name: BUTTON }).click()
    await page.getByRole('button', { name: 'Lanjutkan' }).click()
    await page.getByText('Pilih alasan penghapusan.').waitFor()
    expect(await focused()).toContain('erasure-why')
    await expectSound()
    await page.getByRole('combobox', { name: 'Alasan' }).selectOption({ label: 'Permintaan orang yang bersangkutan' })
    await page.getByRole('button', { name: 'Lanjutkan' }).press('Enter')
    const typed = page.getByRole('textbox', { name: 'Nomor kasus' })
    await typed.waitFor()
    expect(await focused()).toContain('erasure-number')
    await page.keyboard.type('bukan nomornya')
    await page.keyboard.press('Enter')
    await page.getByText('Ketik nomor kasusnya').waitFor()
    await expectSound()
  }, 120_000)

  it('erases by the number, typed; the file says so, and offers no name', async () => {
    await page.getByRole('textbox', { name: 'Nomor kasus' }).fill(number)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('tabpanel').getByText('Data telah dihapus').waitFor()
    expect(await focused()).toContain('Data telah dihapus')
    await expectSound()
    await page.reload()
    await page.getByRole('tabpanel').getByText('Data telah dihapus').waitFor()
    for (const gone of [BUTTON, 'Tampilkan nama Korban 1', 'Tampilkan kontak aman'])
      expect(await page.getByRole('button', { name: gone }).count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Tampilkan nama Terlapor 1' }).count()).toBe(1)
  }, 120_000)

  it('reads in the story that it was done, and that the text is gone', async () => {
    await page.goto(`${address}${path}`)
    const story = page.getByRole('tabpanel')
    await story.getByText('Penghapusan data dimulai').waitFor()
    await story.getByText('Data seseorang telah dihapus').waitFor()
    await story.getByText('Isinya sudah dihapus.').waitFor()
    expect(await story.getByRole('button', { name: 'Buka cerita' }).count()).toBe(0)
  }, 120_000)

  it('meets the name nowhere any more', async () => {
    for (const where of [path, `${path}?bagian=orang`, `${path}?bagian=rencana`, '/kasus', '/hari-ini']) {
      await page.goto(`${address}${where}`)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await page.waitForLoadState('networkidle')
      const text = await page.locator('body').innerText()
      for (const marker of [MARKERS.name, MARKERS.nik, MARKERS.phone, MARKERS.narrative]) expect(text).not.toContain(marker)
    }
  }, 120_000)
})

it.each(['head', 'department'] as const)(
  'says to %s how many of the counted were erased',
  async (who) => {
    const page = await enter(who)
    await page.goto(`${address}/rasio?tahun=2026`)
    await page.getByText('Dihapus: 2 di antaranya.').waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.goto(`${address}/rasio?tahun=2025`)
    await page.getByText('Semua korban 2025: 0').waitFor()
    expect(await page.getByText('Dihapus:').count()).toBe(0)
    await page.context().close()
  },
  120_000,
)

it('is no button of a caseworker', async () => {
  const { path } = await newCase()
  const page = await enter('officer')
  await page.goto(`${address}${path}?bagian=orang`)
  await page.getByRole('button', { name: 'Tampilkan nama Terlapor 1' }).waitFor()
  expect(await page.getByText('Hapus data').count()).toBe(0)
  await page.context().close()
}, 120_000)
