import type { Browser, Page } from 'playwright-core'
import { HOUR } from '#kernel'
import type { CaseFilePage } from '#read-models'
import { complaint, MARKERS, partners } from '../e2e/forms'
import { PASSWORD, PEOPLE, type Api, type Who } from '../e2e/start-api'
import { expectSound } from './axe'
import { DESK, focusIsOn, leave, openPage, PHONE_DARK, signIn, visit, type Screen } from './person'
import { allTaken, closeServed, serveApi } from './served'
import { MOMENT, soon } from './soon'

// The head of unit erases one person: two steps, nothing left to open, and the ratio says how many it counts so.

let api: Api
let browser: Browser
let address: string

beforeAll(async () => {
  ;({ api, browser, address } = await serveApi())
  await partners(api)
})
afterAll(closeServed)

async function enter(who: Who, screen: Screen = DESK): Promise<Page> {
  const page = await openPage(browser, screen)
  await signIn(page, address, PEOPLE[who].username, PASSWORD)
  return page
}

/** An accepted case of one woman. */
async function newCase(): Promise<{ path: string; number: string }> {
  const officer = await api.as('officer')
  const { id } = await officer.command('/cases', complaint())
  api.clock.advance(HOUR / 30)
  const { position } = await officer.command(`/cases/${id}/accept`, { verifiedHow: 'wawancara' })
  const number = await soon(async () => {
    const { file } = await officer.ask<CaseFilePage>(`/cases/${id}`, { minPosition: position })
    if (file.number === null) throw new Error('the case has no number yet')
    return file.number
  })
  await allTaken(api)
  api.clock.advance(HOUR / 30)
  return { path: `/kasus/${id}`, number }
}

const BUTTON = 'Hapus data Korban 1'

describe.each([
  ['1366, light', DESK],
  ['360, dark', PHONE_DARK],
] as const)('the head of unit at %s', (_, screen) => {
  let page: Page
  let path: string
  let number: string

  beforeAll(async () => {
    ;({ path, number } = await newCase())
    page = await enter('head', screen)
    await visit(page, `${address}${path}?bagian=orang`)
    await page.getByRole('button', { name: BUTTON }).waitFor()
  })
  afterAll(() => leave(page))

  it('changes the mind with Escape, and is back at the button', async () => {
    await page.getByRole('button', { name: BUTTON }).press('Enter')
    const dialog = page.getByRole('dialog', { name: BUTTON })
    // Only then does the dialog listen to the keyboard.
    await dialog.locator(':focus').waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await focusIsOn(page, 'Hapus data')
  })

  it('is told what is missing, where it is missing', async () => {
    await page.getByRole('button', { name: BUTTON }).click()
    await page.getByRole('button', { name: 'Lanjutkan' }).click()
    await page.getByText('Pilih alasan penghapusan.').waitFor()
    await focusIsOn(page, 'erasure-why')
    await expectSound(page)
    await page.getByRole('combobox', { name: 'Alasan' }).selectOption({ label: 'Permintaan orang yang bersangkutan' })
    await page.getByRole('button', { name: 'Lanjutkan' }).press('Enter')
    const typed = page.getByRole('textbox', { name: 'Nomor kasus' })
    await typed.waitFor()
    await focusIsOn(page, 'erasure-number')
    await page.keyboard.type('bukan nomornya')
    await page.keyboard.press('Enter')
    await page.getByText('Ketik nomor kasusnya').waitFor()
    await expectSound(page)
  })

  it('erases by the number, typed; the file says so, and offers no name', async () => {
    const typed = page.getByRole('textbox', { name: 'Nomor kasus' })
    await typed.fill(number)
    await typed.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('tabpanel').getByText('Data telah dihapus').waitFor()
    await focusIsOn(page, 'Data telah dihapus')
    await expectSound(page)
    await page.reload()
    await page.getByRole('tabpanel').getByText('Data telah dihapus').waitFor()
    await page.getByRole('button', { name: 'Tampilkan nama Terlapor 1' }).waitFor()
    for (const gone of [BUTTON, 'Tampilkan nama Korban 1', 'Tampilkan kontak aman'])
      expect(await page.getByRole('button', { name: gone }).count()).toBe(0)
  })

  it('reads in the story that it was done, and that the text is gone', async () => {
    await visit(page, `${address}${path}`)
    const story = page.getByRole('tabpanel')
    await story.getByText('Penghapusan data dimulai').waitFor()
    await story.getByText('Data seseorang telah dihapus').waitFor()
    await story.getByText('Isinya sudah dihapus.').waitFor()
    expect(await story.getByRole('button', { name: 'Buka cerita' }).count()).toBe(0)
  })

  it('meets the name nowhere any more', async () => {
    for (const where of [path, `${path}?bagian=orang`, `${path}?bagian=rencana`, '/kasus', '/hari-ini']) {
      await visit(page, `${address}${where}`)
      const text = await page.locator('body').innerText()
      for (const marker of [MARKERS.name, MARKERS.nik, MARKERS.phone, MARKERS.narrative]) expect(text).not.toContain(marker)
    }
  })
})

it.each(['head', 'department'] as const)('says to %s how many of the counted were erased', async (who) => {
  const page = await enter(who)
  // The figures follow the erasure a little later, and nothing moves under a reader: the page is asked for again.
  await soon(async () => {
    await visit(page, `${address}/rasio?tahun=2026`)
    await page.getByText('Dihapus: 2 di antaranya.').waitFor({ timeout: MOMENT })
  })
  await expectSound(page)
  await visit(page, `${address}/rasio?tahun=2025`)
  await page.getByText('Semua korban 2025: 0').waitFor()
  expect(await page.getByText('Dihapus:').count()).toBe(0)
  await leave(page)
})

it('is no button of a caseworker', async () => {
  const { path } = await newCase()
  const page = await enter('officer')
  await visit(page, `${address}${path}?bagian=orang`)
  await page.getByRole('button', { name: 'Tampilkan nama Terlapor 1' }).waitFor()
  expect(await page.getByText('Hapus data').count()).toBe(0)
  await leave(page)
})

it('keeps the focus where the file says only later that it was done', async () => {
  const { path, number } = await newCase()
  const page = await enter('head')
  let before: { body: Buffer; headers: Record<string, string> } | undefined
  let erased = false
  await page.route(new RegExp(`/api/v1/cases/${path.split('/').at(-1) ?? ''}$`), async (route) => {
    const response = await route.fetch()
    // a reader that is late by one answer
    const late = erased ? before : undefined
    before = erased ? undefined : { body: await response.body(), headers: response.headers() }
    return route.fulfill(late ? { status: 200, body: late.body, headers: { ...late.headers, 'x-stale': 'true' } } : { response })
  })
  await visit(page, `${address}${path}?bagian=orang`)
  await page.getByRole('button', { name: BUTTON }).click()
  const dialog = page.getByRole('dialog', { name: BUTTON })
  await dialog.getByRole('combobox', { name: 'Alasan' }).selectOption({ label: 'Permintaan orang yang bersangkutan' })
  await dialog.getByRole('button', { name: 'Lanjutkan' }).click()
  const typed = dialog.getByRole('textbox', { name: 'Nomor kasus' })
  await typed.fill(number)
  erased = true
  await typed.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('tabpanel').getByText('Data telah dihapus').waitFor()
  await focusIsOn(page, 'Data telah dihapus')
  await leave(page)
})
